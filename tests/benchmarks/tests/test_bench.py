"""The benchmarks run from end to end on a tiny company, so that they cannot rot. Nothing is timed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.benchmarks import report
from tests.support.server import SOURCE, clean_environment, run_sanjing

ROOT = SOURCE.parent
CUSTOMERS = 500


@pytest.fixture
def store() -> Iterator[Path]:
    """A folder that the user PostgreSQL runs as may enter too."""
    folder = Path(tempfile.mkdtemp(prefix="sanjing-bench-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.slow
def test_a_tiny_company_is_measured_and_reported(store: Path) -> None:
    database = "postgresql" if os.environ.get("SANJING_DATABASE_URL") else "sqlite"
    page = store / "performance.md"
    command = [
        sys.executable,
        "-m",
        "tests.benchmarks",
        "--customers",
        str(CUSTOMERS),
        "--runs",
        "1",
    ]
    done = subprocess.run(
        [*command, "--database", database, "--store", str(store), "--report", str(page)],
        cwd=ROOT, env=clean_environment(PYTHONPATH=f"{SOURCE}:{ROOT}"), capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-4000:]
    results = {
        path.stem: json.loads(path.read_text()) for path in (store / "results").glob("*.json")
    }
    assert set(results) == {f"{database}-{CUSTOMERS}", f"analytics-{CUSTOMERS}"}
    groups = {row["group"] for result in results.values() for row in result["rows"]}
    assert {"customer page", "board", "API", "files", "scores", "server", "analytics"} <= groups
    assert f"{CUSTOMERS} customers" in page.read_text()
    if database == "sqlite":
        data = store / f"sqlite-{CUSTOMERS}" / "data"
        assert run_sanjing("verify", "--data", str(data)).returncode == 0


def test_growth_beyond_what_a_page_shows_is_named() -> None:
    work = {"group": "list", "name": "first page"}
    sizes = [{**work, "work": {"median": median}} for median in (10.0, 16.0)]
    medians = [{("list", "first page"): row["work"]["median"]} for row in sizes]
    assert report.grown(("list", "first page"), medians)[-1] == "1.6 × (more than 1.5)"
    assert report.grown(("list", "first page"), medians, 2)[-1] == "0.8 ×"


@pytest.mark.parametrize(
    ("median", "ratio", "said"),
    [(39, 2.9, "met"), (41, 2.9, "too slow"), (39, 3.1, "ratio missed"), (41, 3.1, "misses both")],
)
def test_a_row_says_which_target_it_misses(median: float, ratio: float, said: str) -> None:
    row = {"work": {"median": median}, "ratio": ratio, "target": 40, "ratio_target": 3}
    assert report.verdict(row) == said
