"""Bringing a hundred thousand rows in and taking them out."""

from __future__ import annotations

import csv
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from django.db import connection, transaction

from sanjing.demo import names
from sanjing.foundation.events.models import Delivery, Event
from sanjing.foundation.search.models import SearchEntry
from sanjing.foundation.search.tidy import tidy
from sanjing.foundation.transfer.models import ImportJob, RefusedRow
from sanjing.modules.customers.models import Contact, Customer, StageChange
from tests.benchmarks.cast import HOST, Person
from tests.benchmarks.clock import Refused, Row, Timing, child, seconds

ROWS = 100_000
HEADER = ("客户名称", "电话", "阶段", "级别", "地区", "地址", "标签", "邮箱")
WRITTEN = (RefusedRow, ImportJob, Delivery, StageChange, Contact, SearchEntry, Event, Customer)
STAGES, GRADES = ("潜在客户", "现实客户", "新客户", "老客户"), ("A 重点", "B 普通", "C 一般", "")
CITIES = ("湖北省武汉市", "广东省深圳市", "浙江省杭州市", "四川省成都市")


def rows(boss: Person, data: Path, runs: int) -> Iterator[Row]:
    """The imported rows are taken out again, so that the company stays as it was."""
    count = min(ROWS, Customer.objects.count())
    yield from exports(boss, count, runs)
    file = data / "import.csv"
    write_file(file, count)
    last = {model: newest(model) for model in WRITTEN}
    try:
        yield imported(file, data, count)
    finally:
        take_out(last)
        file.unlink()


def take_out(last: dict[Any, int]) -> None:
    """Delete what came in after these ids, the rows that point at others first; tidy as every night."""
    with connection.cursor() as cursor, transaction.atomic():
        for model, pk in last.items():
            cursor.execute(f'DELETE FROM "{model._meta.db_table}" WHERE id > %s', [pk])
    tidy()


def newest(model: Any) -> int:
    return model.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def write_file(path: Path, count: int) -> None:
    """What a company brings: names nobody has yet, phones, places as words, tags."""
    rng = Random(count)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number in range(count):
            writer.writerow((
                f"{rng.choice(('东', '西', '南', '北'))}{names.brand(rng)}{number}号商贸有限公司", names.mobile(rng),
                rng.choice(STAGES), rng.choice(GRADES), rng.choice(CITIES), f"解放大道{number}号", "展会、月结",
                names.email(rng),
            ))  # fmt: skip


def imported(file: Path, data: Path, count: int) -> Row:
    """The command in a process of its own, beside inserting the rows bare, 500 at a time."""
    bare = [seconds(lambda: insert_bare(count)) for _ in range(2)]
    command = ["import", str(file), "--into", "customers", "--json", "--data", str(data)]
    took, busy, peak = child(command)
    return Row(
        "files", "import into customers", 1, Timing.of([took], [busy]),
        by_hand=Timing.of(bare), target=40_000 * count / ROWS, ratio_target=6,
        more={"rows": count, "peak MB": peak, "target MB": 400},
    )  # fmt: skip


def insert_bare(count: int) -> None:
    """The customers' rows alone, as they stand in the table; nothing stays."""
    columns = [
        column.column
        for column in Customer._meta.concrete_fields
        if column.column not in ("id", "reference")
    ]
    names_ = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join(["%s"] * (len(columns) + 1))
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute(f"SELECT {names_} FROM customers_customer ORDER BY id LIMIT 500")
        some = [["", *row] for row in cursor.fetchall()]
        for start in range(0, count, len(some)):
            part = [[f"bare{start + n}", *row[1:]] for n, row in enumerate(some)][: count - start]
            cursor.executemany(
                f"INSERT INTO customers_customer (reference, {names_}) VALUES ({marks})",
                [adapted(r) for r in part],
            )
        transaction.set_rollback(True)


def adapted(row: list[Any]) -> list[Any]:
    from django.db.backends.postgresql.psycopg_any import Jsonb

    return [Jsonb(value) if isinstance(value, dict) else value for value in row]


def exports(boss: Person, count: int, runs: int) -> Iterator[Row]:
    """The list's columns to CSV, as streamed to a browser, until so many rows have come."""
    timings = [stream(boss, count) for _ in range(max(2, min(3, runs // 10)))]
    first, whole = zip(*timings, strict=True)
    more = {"rows": count}
    yield Row("files", "export to CSV, first byte", len(first), Timing.of(list(first)), target=500)
    yield Row(
        "files",
        "export to CSV, all",
        len(whole),
        Timing.of(list(whole)),
        target=6000 * count / ROWS,
        more=more,
    )


def stream(boss: Person, count: int) -> tuple[float, float]:
    """Seconds until the first line and until `count` rows; parts of the answer hold many."""
    start = time.perf_counter()
    response = boss.browser.get("/customers/export/", SERVER_NAME=HOST)
    if response.status_code != 200:
        raise Refused(f"{response.status_code} /customers/export/")
    parts = iter(response.streaming_content)
    rows = next(parts).count(b"\n") - 1
    first = time.perf_counter() - start
    for part in parts:
        rows += part.count(b"\n")
        if rows >= count:
            break
    response.close()
    return first, time.perf_counter() - start
