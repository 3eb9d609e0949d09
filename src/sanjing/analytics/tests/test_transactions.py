"""Histories from rows of money, against the explanation, and from the logs of real firms."""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sanjing.analytics.schemas import WrongTable
from sanjing.analytics.tests.real import purchases, retail, retail_rows, summary
from sanjing.analytics.tests.rows import AS_OF, ROWS, frame, standing
from sanjing.analytics.transactions import histories, purchase_days


@settings(max_examples=30, deadline=None)
@given(ROWS)
@example([])
@example([(1, AS_OF, -50)])
@example([(1, AS_OF, 0)])
@example([(1, AS_OF, 50), (1, AS_OF, -50), (2, AS_OF + timedelta(1), 50)])
def test_each_history_is_what_one_would_tell(rows):
    found = histories(frame(rows), as_of=AS_OF)
    wanted = []
    for who, days in sorted(standing(rows).items()):
        first, *later = sorted(days)
        mean = sum(days[day] for day in later) / len(later) if later else None
        last = max(days)
        since, until = (last - first).days, (AS_OF - first).days
        wanted.append(
            (who, first, last, len(days), len(later), since, until, mean, sum(days.values()))
        )
    assert found.table.rows() == wanted
    assert found.future == sum(on > AS_OF for _who, on, _amount in rows)
    assert found.without_purchase == len({who for who, on, _a in rows if on <= AS_OF}) - len(wanted)
    assert sorted(purchase_days(frame(rows), as_of=AS_OF).rows()) == sorted(
        (who, day, net) for who, days in standing(rows).items() for day, net in days.items()
    )


@settings(max_examples=20, deadline=None)
@given(ROWS, st.integers(-200, 0))
def test_what_comes_later_changes_no_figure_of_before(rows, back):
    then = AS_OF + timedelta(back)
    known = [row for row in rows if row[1] <= then]
    assert histories(frame(rows), as_of=then).table.equals(
        histories(frame(known), as_of=then).table
    )


def test_the_log_of_cdnow_gives_the_published_histories_to_the_day():
    published = summary()
    table = histories(purchases(), as_of=date(1997, 9, 30)).table
    assert table["frequency"].to_list() == published["x"].tolist()
    # The summary is rounded to hundredths of a week and of a dollar.
    assert np.abs(table["recency"].to_numpy() / 7 - published["t_x"]).max() < 0.0051
    assert np.abs(table["age"].to_numpy() / 7 - published["T"]).max() < 0.0051
    assert (
        np.abs(table["mean_value"].fill_null(0).to_numpy() / 100 - published["zbar"]).max() < 0.0051
    )


def test_a_quarter_of_online_retail_adds_up():
    """Kept as most do who use it: with a customer, not cancelled, at a price."""
    rows = retail_rows().filter(~pl.col("invoice").str.starts_with("C"))
    assert (len(retail()), len(rows)) == (105_335, 67_313)
    assert (rows["customer"].n_unique(), rows["invoice"].n_unique()) == (1_682, 3_384)
    assert rows["amount"].sum() == 158_929_628
    found = histories(rows, as_of=date(2011, 2, 28))
    assert (len(found.table), found.future, found.without_purchase) == (1_682, 0, 0)
    assert found.table["total"].sum() == 158_929_628


def test_what_was_sent_back_to_online_retail_is_taken_off():
    found = histories(retail_rows(), as_of=date(2011, 2, 28))
    kept = retail_rows().filter(pl.col("amount") >= 0)
    assert found.table["total"].sum() < kept["amount"].sum()
    assert len(found.table) + found.without_purchase == retail_rows()["customer"].n_unique()


@pytest.mark.parametrize(
    ("code", "wrong", "told"),
    [
        ("no_column", frame([]).drop("amount"), "there is no column amount"),
        ("wrong_kind", frame([(1, AS_OF, 5)]).with_columns(pl.col("amount") / 2), "must be whole numbers"),
        ("wrong_kind", frame([(1, AS_OF, 5)]).with_columns(on=pl.lit("2026-01-01")), "on must be days"),
        ("gaps", frame([(1, AS_OF, 5)] * 2).with_columns(on=pl.Series([AS_OF, None])), "on is empty in 1 of 2 rows"),
        ("mixed_currencies", frame([(1, AS_OF, 5), (1, AS_OF, 5)]).with_columns(currency=pl.Series(["CNY", "USD"])),
         "CNY, USD"),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_reckoned_with_is_refused_with_a_sentence(code, wrong, told):
    with pytest.raises(WrongTable, match=told) as refused:
        histories(wrong, as_of=AS_OF)
    assert refused.value.code == code
