"""The same figures from frames that have not been read: files by Polars, tables in Spark where it is installed."""

from __future__ import annotations

import dataclasses
import importlib.util
import os
import shutil
import sys
from datetime import timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanjing.analytics import afar
from sanjing.analytics.schemas import WrongTable
from sanjing.analytics.tests.metrics import METRICS, firm
from sanjing.analytics.tests.rows import AS_OF, ROWS, frame
from sanjing.analytics.transactions import histories, purchase_days


@pytest.fixture(scope="module")
def spark():
    """One machine, two threads."""
    for needed in ("pyspark", "pyarrow"):
        if importlib.util.find_spec(needed) is None:
            pytest.skip(
                f"{needed} is not installed: script/check-spark does it beside this environment"
            )
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java")
    from pyspark.sql import SparkSession

    os.environ |= {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}
    session = (
        SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2").config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.showConsoleProgress", "false").getOrCreate()
    )  # fmt: skip
    yield session
    session.stop()


@pytest.fixture(scope="module", params=["polars", "spark"])
def tables(request):
    """The firm as tables that are elsewhere."""
    if request.param == "polars":
        return {name: table.lazy() for name, table in firm().items()}
    session = request.getfixturevalue("spark")
    return {
        name: session.createDataFrame(table.to_arrow()).cache() for name, table in firm().items()
    }


def same(one: Any, other: Any) -> bool:
    if isinstance(one, pl.DataFrame):
        return one.equals(other)
    if isinstance(one, tuple):
        return all(same(a, b) for a, b in zip(one, other, strict=True))
    if dataclasses.is_dataclass(one):
        names = [field.name for field in dataclasses.fields(one)]
        return type(one) is type(other) and all(
            same(getattr(one, n), getattr(other, n)) for n in names
        )
    return one == other


@pytest.fixture(scope="module")
def here():
    return firm()


@pytest.mark.parametrize("name", METRICS)
def test_every_metric_gives_the_same_wherever_the_rows_are(name, tables, here):
    wanted = METRICS[name](here)
    assert same(wanted, METRICS[name](tables))
    assert "TooLittle" not in type(wanted).__name__


@settings(max_examples=30, deadline=None)
@given(ROWS, st.integers(-200, 0))
def test_whatever_was_bought_and_given_back_comes_out_the_same(rows, back):
    then = AS_OF + timedelta(back)
    near, away = frame(rows), frame(rows).lazy()
    assert same(histories(near, as_of=then), histories(away, as_of=then))
    days = [purchase_days(held, as_of=then).sort("customer", "on") for held in (near, away)]
    assert days[0].equals(days[1])


def test_only_what_is_left_of_the_rows_comes_here(monkeypatch):
    """Not the rows: as many as there are customers, and three counts."""
    seen, read = [], afar.fetched

    def counting(held):
        table = read(held)
        seen.append(len(table))
        return table

    monkeypatch.setattr(afar, "fetched", counting)
    rows = firm()["purchases"]
    assert len(rows) == 900
    histories(rows.lazy(), as_of=AS_OF)
    assert seen == [1, 60, 1, 1]


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("no_column", frame([]).drop("amount")),
        ("wrong_kind", frame([(1, AS_OF, 5)]).with_columns(on=pl.lit("2026-01-01"))),
        ("gaps", frame([(1, AS_OF, 5)] * 2).with_columns(on=pl.Series([AS_OF, None]))),
        (
            "mixed_currencies",
            frame([(1, AS_OF, 5)] * 2).with_columns(currency=pl.Series(["CNY", "USD"])),
        ),
    ],
)
def test_rows_that_are_wrong_are_refused_where_they_lie(code, wrong):
    with pytest.raises(WrongTable) as refused:
        histories(wrong.lazy(), as_of=AS_OF)
    assert refused.value.code == code
