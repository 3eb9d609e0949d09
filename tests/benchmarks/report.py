"""docs/performance.md from what was measured."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.benchmarks import remarks

COLUMNS = (
    "work",
    "median ms",
    "p95 ms",
    "processor ms",
    "queries",
    "by hand ms",
    "ratio",
    "target",
    "",
)
GROWTH = 1.5
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL", "analytics": "Analytics"}
Row = dict


def page(paths: Iterable[Path]) -> str:
    results = sorted(
        (json.loads(path.read_text()) for path in paths),
        key=lambda r: (list(NAMES).index(r["database"]), r["customers"]),
    )
    blocks = [
        "# Performance",
        remarks.METHOD.format(machine=machine(), date=max(r["at"] for r in results)),
    ]
    for result in results:
        blocks += company_tables(result)
    blocks += growth_tables(results)
    blocks += ["## What misses its target, and why", remarks.MISSED]
    blocks += ["\n".join(map(missed, results))]
    return "\n\n".join(block.strip() for block in blocks) + "\n"


def machine() -> str:
    return (
        f"{os.cpu_count()} processor cores ({platform.machine()}), "
        f"{round(os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30)} GB of memory, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )


def company_tables(result: dict) -> Iterator[str]:
    yield f"## {NAMES[result['database']]}, {number(result['customers'])} customers"
    yield f"Measured on {result['at']} at {result['commit']}."
    for group in dict.fromkeys(row["group"] for row in result["rows"]):
        rows = [row for row in result["rows"] if row["group"] == group]
        notes = [f"{row['name']}: {told(row['more'])}." for row in rows if row["more"]]
        yield "\n\n".join([f"### {group}", table(COLUMNS, map(line, rows)), *notes])


def line(row: Row) -> tuple[str, ...]:
    hand = row["by_hand"]
    return (
        row["name"], number(row["work"]["median"]), number(row["work"]["p95"]),
        number(row["work"]["busy"]) if row["work"]["busy"] else "", str(row["queries"] or ""),
        number(hand["median"]) if hand else "", f"{row['ratio']:.1f}" if hand else "", wanted(row), verdict(row),
    )  # fmt: skip


def told(more: dict) -> str:
    return ", ".join(f"{name} {value}" for name, value in more.items())


def wanted(row: Row) -> str:
    parts = [f"≤ {number(row['target'])}"] if row["target"] else []
    return ", ".join(parts + ([f"≤ {row['ratio_target']} ×"] if row["ratio_target"] else []))


def verdict(row: Row) -> str:
    if not row["target"]:
        return ""
    slow, heavy = is_slow(row), is_heavy(row)
    return (
        "misses both"
        if slow and heavy
        else "too slow"
        if slow
        else "ratio missed"
        if heavy
        else "met"
    )


def is_slow(row: Row) -> bool:
    return bool(row["target"]) and row["work"]["median"] > row["target"]


def is_heavy(row: Row) -> bool:
    return bool(row["ratio_target"] and row["ratio"]) and row["ratio"] > row["ratio_target"]


def growth_tables(results: list[dict]) -> Iterator[str]:
    """The same work at every size beside each other, and the last over the first."""
    for database in dict.fromkeys(result["database"] for result in results):
        same = [result for result in results if result["database"] == database]
        if len(same) < 2:
            continue
        medians = [
            {(r["group"], r["name"]): r["work"]["median"] for r in one["rows"]} for one in same
        ]
        # A page shows as many rows however large the company; the analytics read all of them.
        more = same[-1]["customers"] / same[0]["customers"] if database == "analytics" else 1
        growth = "growth" if more == 1 else "growth a customer"
        heads = ("work", *(number(one["customers"]) for one in same), growth)
        rows = [
            grown(key, medians, more) for key in medians[0] if all(key in one for one in medians)
        ]
        yield f"## Growth on {NAMES[database]}\n\n{table(heads, rows)}"


def grown(key: tuple[str, str], medians: list[dict], more: float = 1) -> tuple[str, ...]:
    values = [one[key] for one in medians]
    factor = values[-1] / values[0] / more
    return (
        f"{key[0]}: {key[1]}", *map(number, values), f"{factor:.1f} ×" + (" (more than 1.5)" if factor > GROWTH else "")
    )  # fmt: skip


def missed(result: dict) -> str:
    """One line a size: how many rows are over their target; the tables mark them."""
    where = f"{NAMES[result['database']]}, {number(result['customers'])} customers"
    slow, heavy = (sum(map(over, result["rows"])) for over in (is_slow, is_heavy))
    aimed = sum("work" in r for r in result["rows"])
    return f"- {where}: {slow} of {aimed} rows over their time, {heavy} over their ratio."


def number(value: float) -> str:
    text = f"{value:,.0f}" if value >= 100 else f"{value:.1f}"
    return text.replace(",", " ")


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    heads = list(heads)
    lines = [heads, ["---"] + ["--:"] * (len(heads) - 1), *map(list, rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
