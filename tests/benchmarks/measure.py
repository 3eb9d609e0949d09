"""Measure one company in this process and print JSON: `python -m tests.benchmarks.measure --data DIR`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

GROUPS = ("lists", "pages", "changes", "transfer", "serving")


def measured(data: Path, groups: list[str], runs: int) -> Iterator[dict]:
    from tests.benchmarks import cast, changes, lists, pages, serving, transfer

    boss, seller, values = cast.owner(), cast.seller(), cast.Values()
    parts = {"lists": lists.rows, "pages": pages.rows, "changes": changes.rows}
    for name, rows in parts.items():
        for row in rows(boss, seller, values, runs) if name in groups else ():
            yield row.told()
    if "transfer" in groups:
        for row in transfer.rows(boss, data, runs):
            yield row.told()
    if "serving" in groups:
        for row in serving.rows(boss, data, runs):
            yield row.told()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--runs", type=int, default=30)
    parser.add_argument("--only", action="append", choices=GROUPS)
    options = parser.parse_args()
    from sanjing.commands.installation import choose, start_django

    choose(data_dir=options.data, api_rate=0)
    start_django()
    for row in measured(options.data, options.only or list(GROUPS), options.runs):
        sys.stdout.write(json.dumps(row) + "\n")
        sys.stdout.flush()
        hand = row["by_hand"]["median"] if row["by_hand"] else 0
        sys.stderr.write(
            f"{row['group'][:24]:24} {row['name'][:34]:34} {row['work']['median']:9.1f} {row['work']['p95']:9.1f}"
            f" {row['work']['best']:8.1f} q{row['queries'] or 0:<3} hand {hand:8.2f} ×{row['ratio'] or 0:.1f}\n"
        )


if __name__ == "__main__":
    main()
