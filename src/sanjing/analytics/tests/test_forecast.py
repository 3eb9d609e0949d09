"""Models held to what was bought later; the figures of docs/analytics.md."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from sanjing.analytics.enough import TooLittle
from sanjing.analytics.forecast import Trials, trials
from sanjing.analytics.lapse import lapses
from sanjing.analytics.tests.firms import tried
from sanjing.analytics.tests.real import purchases
from sanjing.analytics.transactions import purchase_days

PAGE = Path(__file__).resolve().parents[4] / "docs" / "analytics.md"
CUT, END = date(1997, 9, 30), date(1998, 6, 30)


@pytest.fixture(scope="module")
def cdnow() -> Trials:
    return tried("cdnow")


@pytest.fixture(scope="module")
def retail() -> Trials:
    return tried("retail")


def test_on_cdnow_both_models_are_far_closer_than_going_on_as_before(cdnow):
    assert (cdnow.customers, cdnow.models["naive"].bought, cdnow.refused) == (2357, 1882, {})
    for name in ("bg_nbd", "pareto_nbd"):
        model, naive = cdnow.models[name], cdnow.models["naive"]
        assert abs(model.bias) < 0.13 < 0.5 < naive.bias
        assert model.square < 0.75 * naive.square
    assert cdnow.best == "pareto_nbd"


def test_each_group_of_buyers_is_hit_and_not_only_the_sum(cdnow):
    """The figure of the paper: customers with 0 to 7 and more repeats, expected beside bought."""
    groups = cdnow.models["bg_nbd"].by_frequency
    assert [(n, size) for n, size, *_ in groups] == [
        (0, 1411), (1, 439), (2, 214), (3, 100), (4, 62), (5, 38), (6, 29), (7, 64),
    ]  # fmt: skip
    assert all(abs(expected - bought) <= 0.4 for _n, _size, expected, bought in groups)
    assert np.corrcoef([row[2] for row in groups], [row[3] for row in groups])[0, 1] > 0.99


def test_in_a_quarter_nobody_is_seen_to_leave_and_that_is_said(retail):
    assert dict(retail.refused) == {"bg_nbd": "ran_away", "pareto_nbd": "ran_away"}
    assert retail.best == "nbd"
    assert abs(retail.models["nbd"].bias) < 0.05 < 0.13 < -retail.models["naive"].bias


def test_who_is_called_lapsed_comes_back_less_than_half_as_often():
    judged = lapses(purchases(), as_of=CUT)
    later = purchase_days(purchases(), as_of=END).filter(pl.col("on") > CUT)["customer"].unique()
    back = judged.group_by("state").agg(
        pl.len(), pl.col("customer").is_in(later.implode()).mean().alias("part")
    )
    part = {state: (size, round(part, 2)) for state, size, part in back.rows()}
    assert part == {
        "in_rhythm": (209, 0.81),
        "late": (62, 0.52),
        "lapsed": (22, 0.36),
        "too_few": (2064, 0.23),
    }
    page = PAGE.read_text(encoding="utf-8")
    assert [f"| {state} | {size} | {back:.0%} |" for state, (size, back) in part.items() if state != "too_few"
            if f"| {state} | {size} | {back:.0%} |" not in page] == []  # fmt: skip


def test_what_comes_after_the_end_changes_no_trial(cdnow):
    rows = purchases()
    more = rows.with_columns(pl.col("on") + timedelta(600))
    assert trials(pl.concat([rows, more]), cut=CUT, as_of=END) == cdnow


def test_a_firm_of_ten_is_not_tried():
    ten = purchases().filter(pl.col("customer") <= 10)
    assert trials(ten, cut=CUT, as_of=END) == TooLittle("few_customers", 10, 50)
