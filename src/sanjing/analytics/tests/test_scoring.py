"""All scores of a made-up firm at once."""

import datetime as dt

import numpy as np
import polars as pl
import pytest

from sanjing.analytics import forecast
from sanjing.analytics.estimators import bg_nbd
from sanjing.analytics.leaving import AHEAD
from sanjing.analytics.scoring import COLUMNS, Marts, Rules, scored

AS_OF = dt.date(2026, 6, 30)
START = dt.date(2023, 7, 1)
RULES = Rules(margin=0.25, discount=0.08)


def drawn(customers: int = 400) -> pl.DataFrame:
    """Buyers with paces and lifetimes of their own, a refund now and then."""
    rng = np.random.default_rng(7)
    rows = []
    for customer in range(1, customers + 1):
        pace, spends = rng.gamma(2.0, 1 / 120), rng.gamma(3.0, 50_00)
        day = float(rng.integers(0, 700))
        leaves = day + rng.exponential(600)
        while day < min(leaves, (AS_OF - START).days):
            amount = max(1, int(rng.gamma(6.0, spends / 6)))
            rows.append((customer, START + dt.timedelta(day), amount))
            if rng.random() < 0.03:
                rows.append((customer, START + dt.timedelta(day + 3), -amount // 2))
            day += rng.exponential(1 / pace) + 1
    return pl.DataFrame(rows, schema=["customer", "on", "amount"], orient="row")


@pytest.fixture(scope="module")
def rows():
    return drawn()


@pytest.fixture(scope="module")
def found(rows):
    return scored(Marts(rows), RULES, as_of=AS_OF)


def test_everybody_who_bought_is_scored_once(rows, found):
    bought = rows.filter(pl.col("on") <= AS_OF)["customer"].n_unique()
    assert len(found.table) == found.table["customer"].n_unique() == bought
    assert found.table.columns == ["customer", *COLUMNS]
    assert not found.missing and found.facts["model"] in ("bg_nbd", "pareto_nbd", "nbd")


def test_a_year_of_sales_is_the_sum_of_its_rows(rows, found):
    since = AS_OF - dt.timedelta(365)
    year = rows.filter((pl.col("on") > since) & (pl.col("on") <= AS_OF))
    # What is given back is taken off the day it was bought on, so only the sums over all years agree exactly.
    assert found.table["total"].sum() == rows.filter(pl.col("on") <= AS_OF)["amount"].sum()
    naive = dict(
        year.filter(pl.col("amount") >= 0)
        .group_by("customer")
        .agg(pl.col("amount").sum())
        .iter_rows()
    )
    spotless = set(rows["customer"]) - set(rows.filter(pl.col("amount") < 0)["customer"])
    told = dict(found.table.select("customer", "year_sales").iter_rows())
    assert spotless
    assert all(told[one] == naive.get(one, 0) for one in spotless if one in told)


def test_parts_are_parts_and_what_may_be_lost_is_the_risk_of_the_best_year(found):
    table = found.table
    for name in ("alive", "risk", "loyalty", "regularity", "tenure"):
        known = table[name].drop_nulls()
        assert len(known) and known.is_between(0, 1).all(), name
    told = table.filter(pl.col("stake").is_not_null())
    lost = told["risk"] * told["best_year"] * told["margin"]
    assert (told["stake"] - lost).abs().max() <= 0.5 + 1e-6
    assert (table["future_low"] <= table["future"]).all() and (
        table["future"] <= table["future_high"]
    ).all()


def test_a_score_of_a_past_day_does_not_change_when_later_rows_come(rows):
    day = dt.date(2025, 12, 31)
    then = scored(Marts(rows.filter(pl.col("on") <= day)), RULES, as_of=day)
    now = scored(Marts(rows), RULES, as_of=day)
    assert now.table.equals(then.table)
    assert now.facts | {"future_rows": 0} == then.facts


def test_order_of_rows_changes_nothing(rows, found):
    shuffled = rows.sample(fraction=1, shuffle=True, seed=3)
    again = scored(Marts(shuffled), RULES, as_of=AS_OF)
    assert again.table.equals(found.table)


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [(1, AS_OF, -5_00)],
        [(1, AS_OF + dt.timedelta(1), 5_00)],
        [(1, AS_OF, 0), (1, AS_OF, 0)],
        [(n, AS_OF - dt.timedelta(n), 5_00) for n in range(10)],
    ],
    ids=["nobody", "only refunds", "only later", "for nothing", "ten customers"],
)
def test_too_little_is_said_and_not_reckoned(rows):
    given = pl.DataFrame(
        rows, schema={"customer": pl.Int64, "on": pl.Date, "amount": pl.Int64}, orient="row"
    )
    found = scored(Marts(given), RULES, as_of=AS_OF)
    assert {"rhythm", "future"} <= set(found.missing)
    for name in ("alive", "coming", "future", "pause"):
        assert found.table[name].null_count() == len(found.table), name


def test_own_costs_debts_and_shares_count(rows):
    costs = pl.DataFrame({"customer": [1, 2], "sold": [100_00, 0], "cost": [40_00.0, 5.0]})
    owes = pl.DataFrame(
        {"customer": [1, 2, 3], "owed": [10_00, 0, 10_00], "overdue": [2_50, 0, 20_00]}
    )
    shares = pl.DataFrame({"customer": [1], "share": [1.7]})
    found = scored(Marts(rows, costs, owes, shares), RULES, as_of=AS_OF).table
    told = {row["customer"]: row for row in found.iter_rows(named=True)}
    assert told[1]["margin"] == pytest.approx(0.6) and told[2]["margin"] == 0.25
    assert (told[1]["payment"], told[2]["payment"], told[3]["payment"]) == (0.75, None, 0.0)
    assert (told[1]["share"], told[2]["share"]) == (1.0, None)


def test_whoever_left_as_somebody_wrote_down_is_lost_and_no_longer_at_risk(rows, found):
    first, second, third = found.table.filter(pl.col("stake") > 0)["customer"].head(3)
    week = dt.timedelta(7)
    days = [(first, AS_OF - week, None), (second, AS_OF - week, AS_OF), (third, AS_OF + week, None)]
    schema = {"customer": pl.Int64, "left_on": pl.Date, "back_on": pl.Date}
    left = pl.DataFrame(days, schema=schema, orient="row")
    table = scored(Marts(rows, departures=left), RULES, as_of=AS_OF).table
    gone, before = (one.filter(pl.col("customer") == first) for one in (table, found.table))
    assert gone.select(AHEAD).null_count().row(0) == (1,) * len(AHEAD)
    assert gone.drop(AHEAD).equals(before.drop(AHEAD))
    others = pl.col("customer") != first
    assert table.filter(others).equals(found.table.filter(others))


def test_of_who_bought_once_nothing_is_said_of_having_left_where_the_model_cannot_tell(
    rows, monkeypatch
):
    monkeypatch.setattr(forecast, "MODELS", {"bg_nbd": bg_nbd.fit})
    found = scored(Marts(rows), RULES, as_of=AS_OF)
    assert found.facts["model"] == "bg_nbd"
    once = found.table.filter(pl.col("purchases") == 1)
    told = once.select("alive", "risk", "stake", "coming")
    assert len(once) and told.null_count().row(0) == (len(once),) * 3 + (0,)
    again = found.table.filter(pl.col("purchases") > 1)
    assert again["alive"].null_count() == 0


def test_who_bought_in_the_last_year_stands_on_the_ladder_as_far_as_it_is_known(rows, found):
    here = found.table.filter(pl.col("last_on") > AS_OF - dt.timedelta(365))
    told = dict(found.table.select("customer", "realm").drop_nulls().iter_rows())
    assert set(told) == set(here["customer"])
    assert told == {
        who: "again" if days > 1 else "once"
        for who, days in here.select("customer", "purchases").iter_rows()
    }
    who, other = here.filter(pl.col("purchases") > 1)["customer"].head(2)
    said = [(who, AS_OF, True), (other, AS_OF - dt.timedelta(400), True)]
    answers = pl.DataFrame(said, schema=["customer", "on", "satisfied"], orient="row")
    brought = pl.DataFrame({"customer": [who, other], "on": [AS_OF, AS_OF]})
    asked = scored(Marts(rows, answers=answers, referrals=brought), RULES, as_of=AS_OF).table
    later = dict(asked.select("customer", "realm").iter_rows())
    assert (later[who], later[other]) == ("advocate", "again")
