"""Measure one company in this process and print JSON: `python -m tests.benchmarks.measure --data DIR`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

GROUPS = ("lists", "pages", "changes", "transfer", "scores", "serving")


def measured(data: Path, groups: list[str], runs: int) -> Iterator[dict]:
    from tests.benchmarks import boards, cast, changes, lists, pages, scores, serving, transfer

    boss, seller, values = cast.owner(), cast.seller(), cast.Values()
    parts = {"lists": lists.rows, "pages": pages.rows, "changes": changes.rows}
    for name, rows in parts.items():
        for row in rows(boss, seller, values, runs) if name in groups else ():
            yield row.told()
    if "pages" in groups:
        for row in boards.rows(boss, values, runs):
            yield row.told()
    if "transfer" in groups:
        for row in transfer.rows(boss, data, runs):
            yield row.told()
    if "scores" in groups:
        for row in scores.rows(data, runs):
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
        sys.stderr.write(told_shortly(row))


def told_shortly(row: dict) -> str:
    """A line for whoever waits."""
    work, hand = row["work"], row["by_hand"]
    times = f"{work['median']:9.1f} p95 {work['p95']:9.1f} processor {work['busy'] or 0:8.1f}"
    beside = f"by hand {hand['median']:8.2f} × {row['ratio']:.1f}" if hand else ""
    return f"{row['group'][:24]:24} {row['name'][:34]:34} {times} queries {row['queries'] or 0:<3} {beside}\n"


if __name__ == "__main__":
    main()
