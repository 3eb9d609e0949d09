"""Scores of recency, frequency and money."""

from datetime import date, timedelta

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from sanjing.analytics.enough import TooLittle
from sanjing.analytics.rfm import CLASSES, scores

AS_OF = date(2026, 3, 31)
CUSTOMERS = st.lists(
    st.tuples(st.integers(0, 300), st.integers(1, 6), st.sampled_from([0, 100, 100, 250, 9_000])),
    min_size=5,
    max_size=40,
)


def table(rows: list[tuple[int, int, int]]) -> pl.DataFrame:
    each = [
        (n, AS_OF - timedelta(silent), bought, total)
        for n, (silent, bought, total) in enumerate(rows)
    ]
    schema = {"customer": pl.Int64, "last": pl.Date, "purchases": pl.Int64, "total": pl.Int64}
    return pl.DataFrame(each, schema=schema, orient="row")


def naive(values: list[int]) -> list[int]:
    """One place a customer, the middle one of equals; five parts of all places."""
    size, ordered = len(values), sorted(values)
    middle = [ordered.index(v) + (ordered.count(v) - 1) / 2 for v in values]
    return [1 + int(5 * (place + 0.5) / size) for place in middle]


@settings(max_examples=30, deadline=None)
@given(CUSTOMERS)
def test_scores_and_classes_are_those_reckoned_by_hand(rows):
    found = scores(table(rows), as_of=AS_OF)
    r, f, m = (
        naive([-row[0] for row in rows]),
        naive([row[1] for row in rows]),
        naive([row[2] for row in rows]),
    )
    assert [found[name].to_list() for name in ("silent_days", "r", "f", "m")] == [
        [row[0] for row in rows],
        r,
        f,
        m,
    ]
    high = [[value >= 4 for value in column] for column in (r, f, m)]
    words = {
        (True, True): "价值",
        (True, False): "发展",
        (False, True): "保持",
        (False, False): "挽留",
    }
    wanted = [("重要" if c else "一般") + words[a, b] for a, b, c in zip(*high, strict=True)]
    assert [CLASSES[key] for key in found["class"]] == wanted


def test_as_many_customers_as_one_likes_are_equal():
    found = scores(table([(10, 1, 500)] * 7), as_of=AS_OF)
    assert found.select("r", "f", "m").unique().rows() == [(3, 3, 3)]
    assert set(found["class"]) == {"win_back"}


def test_what_one_customer_spends_changes_the_class_of_few():
    rows = [(n, n + 1, 100 * n) for n in range(100)]
    rows[20] = (20, 21, 1_900)
    before = scores(table(rows), as_of=AS_OF)
    rows[18] = (18, 19, 1_900)
    after = scores(table(rows), as_of=AS_OF)
    moved = before.join(after, on="customer").filter(pl.col("class") != pl.col("class_right"))
    assert len(moved) <= 3


def test_without_ties_every_part_is_as_large():
    found = scores(table([(n, n + 1, 100 * n) for n in range(50)]), as_of=AS_OF)
    assert found["m"].value_counts().sort("m").rows() == [(n, 10) for n in range(1, 6)]
    assert found["r"].to_list() == found["m"].to_list()[::-1]


def test_four_customers_have_no_fifths():
    assert scores(table([(1, 1, 1)] * 4), as_of=AS_OF) == TooLittle("few_customers", 4, 5)
    assert str(TooLittle("few_customers", 4, 5)).startswith(
        "not enough data, because there are 4 customers"
    )
