"""How long customers stay."""

from collections import Counter
from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanjing.analytics.enough import TooLittle
from sanjing.analytics.retention import cohorts, survival
from sanjing.analytics.schemas import WrongTable
from sanjing.analytics.tests.real import telco
from sanjing.analytics.tests.rows import AS_OF, ROWS, frame, standing

BEGIN = date(2020, 1, 1)
PATIENTS = "6,6,6,6*,7,9*,10,10*,11*,13,16,17*,19*,20*,22,23,25*,32*,32*,34*,35*".split(",")  # noqa: SIM905


def people(rows: list[tuple[date, date | None]]) -> pl.DataFrame:
    schema = {"customer": pl.Int64, "since": pl.Date, "lost_on": pl.Date}
    return pl.DataFrame([(n, *row) for n, row in enumerate(rows)], schema=schema, orient="row")


def test_the_trial_of_freireich_1963_comes_out_as_in_every_book():
    """21 patients under 6-mercaptopurine; weeks of remission, * still in it. Estimates and Greenwood's errors."""
    until = BEGIN + timedelta(1000)
    rows = []
    for told in PATIENTS:
        weeks = int(told.rstrip("*"))
        rows.append(
            (until - timedelta(weeks), None)
            if told.endswith("*")
            else (BEGIN, BEGIN + timedelta(weeks))
        )
    found = survival(people(rows), as_of=until)
    assert [(s.days, s.at_risk, s.lost, round(s.left, 3), round(s.error, 4)) for s in found.steps] == [
        (6, 21, 3, 0.857, 0.0764), (7, 17, 1, 0.807, 0.0869), (10, 15, 1, 0.753, 0.0963), (13, 12, 1, 0.690, 0.1068),
        (16, 11, 1, 0.627, 0.1141), (22, 7, 1, 0.538, 0.1282), (23, 6, 1, 0.448, 0.1346),
    ]  # fmt: skip
    assert found.half_life == pytest.approx(23 / 365.25)
    # As lifelines 0.30.3 gives it for the same patients.
    assert (found.steps[0].low, found.steps[0].high) == (
        pytest.approx(0.6197, abs=1e-4),
        pytest.approx(0.9516, abs=1e-4),
    )
    assert (found.half_life_low, found.half_life_high) == (pytest.approx(13 / 365.25), None)


def test_a_telephone_company_keeps_its_customers_as_lifelines_has_it():
    """Months of contract of the Telco sample; `lifelines` 0.30.3, which would bring a dozen packages, gave these."""
    until = BEGIN + timedelta(100)
    months = telco().select("tenure", "left").rows()
    rows = [
        (BEGIN, BEGIN + timedelta(n)) if left else (until - timedelta(n), None)
        for n, left in months
    ]
    found = survival(people(rows), as_of=until)
    told = {
        s.days: (s.at_risk, s.lost, round(s.left, 6), round(s.low, 6), round(s.high, 6))
        for s in found.steps
    }
    wanted = {
        1: (7032, 380, 0.945961, 0.940418, 0.951002), 12: (4974, 38, 0.8432, 0.834169, 0.851783),
        24: (3927, 23, 0.788736, 0.778313, 0.798735), 36: (3051, 10, 0.748545, 0.737079, 0.759597),
        48: (2303, 9, 0.70884, 0.696245, 0.721023), 60: (1483, 6, 0.664404, 0.650227, 0.678157),
        72: (362, 6, 0.59279, 0.573063, 0.611936),
    }  # fmt: skip
    assert {month: told[month] for month in wanted} == wanted
    assert (found.customers, found.lost, found.half_life) == (7043, 1869, None)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(-5, 60), st.none() | st.integers(0, 70)), max_size=30))
def test_the_curve_is_the_product_of_those_who_stayed(given_rows):
    rows = [(BEGIN + timedelta(since), None if stayed is None else BEGIN + timedelta(since + stayed))
            for since, stayed in given_rows]  # fmt: skip
    as_of = BEGIN + timedelta(50)
    seen = [
        (since, lost if lost and lost <= as_of else None) for since, lost in rows if since <= as_of
    ]
    found = survival(people(rows), as_of=as_of)
    lost = Counter((gone - since).days for since, gone in seen if gone)
    if not seen or all(((gone or as_of) - since).days == 0 for since, gone in seen):
        assert found == TooLittle("nobody_seen", 0)
    elif lost.total() < 5:
        assert found == TooLittle("few_lost", lost.total(), 5)
    else:
        left = 1.0
        for step in found.steps:
            there = sum(((gone or as_of) - since).days >= step.days for since, gone in seen)
            left *= 1 - lost[step.days] / there
            assert (step.at_risk, step.lost) == (there, lost[step.days])
            assert step.left == pytest.approx(left)
            assert 0 <= step.low <= step.left + 1e-12 <= step.high + 2e-12 <= 1 + 3e-12
        half = next((step.days for step in found.steps if step.left <= 0.5), None)
        assert found.half_life == (None if half is None else half / 365.25)


@settings(max_examples=25, deadline=None)
@given(ROWS, st.integers(0, 40))
def test_cohorts_are_counted_month_by_month(rows, back):
    as_of = AS_OF - timedelta(back)
    end = as_of if (as_of + timedelta(1)).day == 1 else as_of.replace(day=1) - timedelta(1)
    bought = {
        who: {(day.year, day.month) for day in days} for who, days in standing(rows, as_of).items()
    }
    wanted = {}
    for months in bought.values():
        year, month = min(months)
        for later in range((end.year - year) * 12 + end.month - month + 1):
            at = divmod(year * 12 + month - 1 + later, 12)
            key = (date(year, month, 1), later)
            customers, active = wanted.get(key, (0, 0))
            wanted[key] = customers + 1, active + ((at[0], at[1] + 1) in months)
    found = cohorts(frame(rows), as_of=as_of)
    assert found.rows() == [
        (*key, size, active, active / size) for key, (size, active) in sorted(wanted.items())
    ]


def test_nobody_is_lost_before_coming():
    with pytest.raises(WrongTable, match="1 were lost before they came"):
        survival(people([(BEGIN, BEGIN - timedelta(1)), (BEGIN, None)]), as_of=AS_OF)
