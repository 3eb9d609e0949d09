"""`script/bench`: build or take up generated companies, measure them, write docs/performance.md.

Each company is measured in a process of its own. Results are kept beside the companies, so that the
page can be written anew and a long run be made piece by piece.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from tests.benchmarks import report
from tests.benchmarks.company import DONE
from tests.support.postgresql import standing_cluster

ROOT = Path(__file__).resolve().parents[2]
SIZES = (10_000, 100_000, 1_000_000)
GROUPS = ("lists", "pages", "changes", "transfer", "scores", "serving")
ANALYTICS = "analytics"
GENEROUS = (
    "shared_buffers=512MB",
    "work_mem=16MB",
    "maintenance_work_mem=512MB",
    "max_wal_size=4GB",
)


def main() -> int:
    options = arguments()
    results = options.store / "results"
    results.mkdir(parents=True, exist_ok=True)
    sizes = options.customers or ([1000] if options.quick else SIZES[:2])
    for database in databases(options):
        for size in sizes:
            with company(options.store, database, size) as (data, variables):
                rows = measured(data, variables, options)
            keep(results / f"{database}-{size}.json", database, size, rows)
    for size in sizes if ANALYTICS in (options.only or [ANALYTICS]) else ():
        keep(results / f"{ANALYTICS}-{size}.json", ANALYTICS, size, reckoned(size, options))
    if not options.no_report:
        page = options.report or ROOT / "docs" / "performance.md"
        page.write_text(report.page(sorted(results.glob("*.json"))), encoding="utf-8")
        sys.stdout.write(f"{page}\n")
    return 0


def databases(options: argparse.Namespace) -> tuple[str, ...]:
    """Those to measure a company on; none where only the analytics are asked for, which need no company."""
    if options.only and set(options.only) == {ANALYTICS}:
        return ()
    return ("sqlite", "postgresql") if options.database == "both" else (options.database,)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument(
        "--customers", type=int, action="append", help="10000, 100000, 1000000; may be repeated"
    )
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="sqlite")
    parser.add_argument("--quick", action="store_true", help="1 000 customers, few runs")
    parser.add_argument(
        "--runs", type=int, help="how often each piece of work is timed (default 40)"
    )
    parser.add_argument(
        "--only",
        action="append",
        choices=(*GROUPS, ANALYTICS),
        help="measure only this; may be repeated",
    )
    parser.add_argument(
        "--store", type=Path, default=ROOT / "data" / "benchmarks", help="where companies are kept"
    )
    parser.add_argument("--report", type=Path, help="another page than docs/performance.md")
    parser.add_argument(
        "--no-report", action="store_true", help="measure, keep the results, write no page"
    )
    return parser.parse_args()


@contextmanager
def company(store: Path, database: str, size: int) -> Iterator[tuple[Path, dict[str, str]]]:
    """The data folder of a company and the variables that lead to its database."""
    folder = (store / f"{database}-{size}").resolve()
    data = folder / "data"
    if not (data / DONE).exists():  # Whatever is there was left half way.
        shutil.rmtree(folder, ignore_errors=True)
    data.mkdir(parents=True, exist_ok=True)
    if database == "sqlite":
        build(data, size, {})
        yield data, {}
        return
    (folder / "cluster").mkdir(exist_ok=True)
    with standing_cluster(folder / "cluster", GENEROUS) as url:
        variables = {"SANJING_DATABASE_URL": url}
        build(data, size, variables)
        yield data, variables


def build(data: Path, size: int, variables: dict[str, str]) -> None:
    run(["tests.benchmarks.company", str(size), "--data", str(data)], variables)


def measured(data: Path, variables: dict[str, str], options: argparse.Namespace) -> list[dict]:
    runs = str(options.runs or (5 if options.quick else 40))
    asked = [group for group in options.only or () if group != ANALYTICS]
    groups = [part for group in asked for part in ("--only", group)]
    told = run(
        ["tests.benchmarks.measure", "--data", str(data), "--runs", runs, *groups], variables
    )
    return [json.loads(line) for line in told.splitlines()]


def reckoned(size: int, options: argparse.Namespace) -> list[dict]:
    """The analytics on purchases drawn in memory."""
    runs = str(min(options.runs or 5, 5))
    told = run(["tests.benchmarks.analytics", "--customers", str(size), "--runs", runs], {})
    return [json.loads(line) for line in told.splitlines()]


def run(module: list[str], variables: dict[str, str]) -> str:
    outside = {name: value for name, value in os.environ.items() if not name.startswith("SANJING_")}
    environment = outside | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"} | variables
    done = subprocess.run(
        [sys.executable, "-m", *module],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    if done.returncode:
        raise SystemExit(f"{module[0]} ended with {done.returncode}; the lines above say why.")
    return done.stdout


def commit() -> str:
    """Which state of the program was measured."""
    asked = ["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"]
    known = shutil.which("git") and subprocess.run(asked, capture_output=True, text=True).stdout
    return (known or "").strip() or "a copy without its history"


def keep(path: Path, database: str, size: int, rows: list[dict]) -> None:
    """New rows replace those of the same name; the others stay."""
    old = json.loads(path.read_text())["rows"] if path.exists() else []
    fresh = {(row["group"], row["name"]) for row in rows}
    kept = [row for row in old if (row["group"], row["name"]) not in fresh]
    told = {
        "database": database,
        "customers": size,
        "at": datetime.now().date().isoformat(),
        "commit": commit(),
        "rows": kept + rows,
    }
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    sys.exit(main())
