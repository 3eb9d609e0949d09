"""Every set of purchases held to what came: week by week, by number of repeats, beside the naive forecast."""

from datetime import timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from sanjing.analytics.calibration import weekly
from sanjing.analytics.enough import TooLittle
from sanjing.analytics.tests.firms import FIRMS, groups, models, tried, weeks
from sanjing.analytics.transactions import purchase_days

PAGE = Path(__file__).resolve().parents[4] / "docs" / "analytics.md"


@pytest.mark.parametrize("name", FIRMS)
def test_the_page_tells_what_is_measured(name):
    page = PAGE.read_text(encoding="utf-8")
    told = models(name) + groups(name) * (tried(name).best != "naive")
    assert [line for line in told if line not in page] == []


@pytest.mark.parametrize("name", FIRMS)
def test_the_weeks_are_those_of_the_log_and_add_up_to_the_trial(name):
    firm, found, whole = FIRMS[name], weeks(name), tried(name)
    seen = purchase_days(firm.rows(), as_of=firm.cut)["customer"].unique().to_list()
    days = purchase_days(firm.rows(), as_of=firm.as_of).filter(pl.col("customer").is_in(seen))
    for n, bought in enumerate(found.bought):
        first = firm.cut + timedelta(7 * n + 1)
        assert bought == len(days.filter(pl.col("on").is_between(first, first + timedelta(6))))
    left = (firm.as_of - firm.cut).days - 7 * len(found.bought)
    assert 0 <= left < 7
    for key, told in found.expected.items():
        rest = whole.models[key].expected - sum(told)
        assert rest == pytest.approx(told[-1] * left / 7, rel=0.03, abs=1e-6)
        assert len(told) == len(found.bought)


def test_a_model_is_off_less_each_week_than_going_on_as_before_where_it_is_chosen():
    off = {name: weeks(name).off(tried(name).best) / weeks(name).off("naive") for name in FIRMS}
    assert off["cdnow"] < 0.4
    assert off["retail"] < 0.5
    assert off["northwind"] < 1
    assert max(off.values()) < 1.01


def test_purchases_die_away_as_customers_leave():
    """Later weeks are expected to bring less, as they did; a model that knows no leaving expects them all alike."""
    found = weeks("cdnow")
    assert np.all(np.diff(found.expected["pareto_nbd"]) < 0)
    assert np.ptp(found.expected["nbd"]) < 1e-6
    assert sum(found.bought[:13]) > sum(found.bought[-13:])


def test_less_than_a_week_and_too_few_customers_say_nothing():
    firm = FIRMS["chinook"]
    rows = firm.rows()
    assert weekly(rows, cut=firm.cut, as_of=firm.cut + timedelta(6)) == TooLittle("no_week", 0)
    few = rows.filter(pl.col("customer") <= 10)
    assert weekly(few, cut=firm.cut, as_of=firm.as_of) == TooLittle("few_customers", 10, 50)
