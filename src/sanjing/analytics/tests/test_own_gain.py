"""What fewer leaving is worth by the firm's own figures: an interval that holds what it says."""

from datetime import date, timedelta
from fractions import Fraction

import numpy as np
import polars as pl
import pytest

from sanjing.analytics.enough import TooLittle
from sanjing.analytics.own_gain import Measured, Range, measured
from sanjing.analytics.profit_of_churn import Customer

AS_OF = date(2026, 3, 31)
FIVE, DISCOUNT, YEARS = Fraction(1, 20), Fraction(2, 25), 5
LEAVING, MARGINS = 0.2, (10_000, 14_000, 16_000)
GONE = {"customer": pl.Int64, "left_on": pl.Date, "back_on": pl.Date}


def firm(seed: int, size: int = 400) -> pl.DataFrame:
    """Customers who came in one of six years, buy once in each year they stay, ever more; a fifth leaves in each."""
    rng = np.random.default_rng(seed)
    rows = []
    for who in range(size):
        begun = AS_OF - timedelta(int(rng.integers(0, 6 * 365)))
        for year in range(6):
            mean = MARGINS[min(year, len(MARGINS) - 1)]
            rows.append((who, begun + timedelta(365 * year), int(mean * rng.gamma(4, 1 / 4) * 2)))
            if rng.random() < LEAVING:
                break
    table = pl.DataFrame(
        rows, schema={"customer": pl.Int64, "on": pl.Date, "amount": pl.Int64}, orient="row"
    )
    return table.filter(pl.col("on") <= AS_OF)


def told(bought: pl.DataFrame, gone: pl.DataFrame | None = None) -> Measured | TooLittle:
    parts = bought.select("customer").unique().with_columns(margin=pl.lit(0.5))
    return measured(bought, parts, pl.DataFrame(schema=GONE) if gone is None else gone, as_of=AS_OF)


def ranged(bought: pl.DataFrame, points: Fraction = FIVE, years: int = YEARS) -> Range:
    found = told(bought)
    assert isinstance(found, Measured)
    told_range = found.if_fewer_leave(points, years=years, discount=DISCOUNT)
    assert isinstance(told_range, Range)
    return told_range


def by_hand(bought: pl.DataFrame) -> list[tuple[bool | None, dict[int, int]]]:
    """For each customer: whether they left (nothing where they were none a year ago), margin in each year there."""
    people = []
    for _who, rows in bought.sort("customer", "on").group_by("customer", maintain_order=True):
        days, amounts = rows["on"].to_list(), rows["amount"].to_list()
        year_ago, before = date(2025, 3, 31), date(2024, 3, 31)
        was = any(before < day <= year_ago for day in days)
        left = (not any(day > year_ago for day in days)) if was else None
        over, there = ((AS_OF - days[0]).days + 1) // 365, {}
        for year in range(over):
            if year == 0 or any((day - days[0]).days // 365 == year - 1 for day in days):
                spent = sum(
                    a
                    for a, day in zip(amounts, days, strict=True)
                    if (day - days[0]).days // 365 == year
                )
                there[year] = spent // 2
        people.append((left, there))
    return people


def rate_of(people: list[tuple[bool | None, dict[int, int]]], years_known: int) -> float:
    asked = [left for left, _there in people if left is not None]
    means = [
        np.mean([there[n] for _left, there in people if n in there]) for n in range(years_known)
    ]
    margins = tuple(Fraction(float(one)) for one in means)
    one = Customer(Fraction(sum(asked), len(asked)), margins, YEARS, DISCOUNT)
    return float(one.if_fewer_leave(FIVE).rate)


def test_the_interval_is_that_of_drawing_the_customers_anew_a_thousand_times():
    bought = firm(7)
    found, people = told(bought), by_hand(bought)
    own = ranged(bought)
    assert own.rate == pytest.approx(rate_of(people, len(found.margins)), rel=1e-3)
    rng = np.random.default_rng(11)
    drawn = [
        rate_of([people[n] for n in rng.integers(0, len(people), len(people))], len(found.margins))
        for _ in range(1000)
    ]
    low, high = np.quantile(drawn, [0.025, 0.975])
    assert own.high - own.low == pytest.approx(high - low, rel=0.1)
    assert (own.low, own.high) == (pytest.approx(low, abs=0.004), pytest.approx(high, abs=0.004))


def test_of_many_firms_the_interval_holds_the_truth_of_about_nineteen_in_twenty():
    truth = float(
        Customer(Fraction(1, 5), (MARGINS[0], *(m * Fraction(4, 5) for m in MARGINS[1:])), YEARS, DISCOUNT)
        .if_fewer_leave(FIVE).rate
    )  # fmt: skip
    ranges = [ranged(firm(seed)) for seed in range(100, 220)]
    held = sum(one.low <= truth <= one.high for one in ranges)
    assert 0.9 <= held / len(ranges) <= 0.99
    assert np.mean([one.rate for one in ranges]) == pytest.approx(truth, rel=0.02)


def test_more_points_and_more_years_are_worth_more_and_more_customers_say_it_surer():
    bought = firm(3)
    rates = [ranged(bought, Fraction(n, 100)).rate for n in range(1, 6)]
    assert rates == sorted(rates) and rates[0] > 0
    over = [ranged(bought, years=n).rate for n in range(1, 9)]
    assert over[0] == 0 and over == sorted(over)
    four = pl.concat([bought.with_columns(pl.col("customer") + n * 1000) for n in range(4)])
    one, many = ranged(bought), ranged(four)
    assert many.rate == pytest.approx(one.rate)
    assert many.high - many.low == pytest.approx((one.high - one.low) / 2)


def test_the_same_rows_give_the_same_interval_in_any_order():
    bought = firm(5)
    assert told(bought) == told(bought)
    shuffled, first = ranged(bought.sample(fraction=1, shuffle=True, seed=1)), ranged(bought)
    assert (shuffled.low, shuffled.high) == (pytest.approx(first.low), pytest.approx(first.high))


def test_who_left_counts_as_lost_and_who_had_left_before_not_at_all():
    bought = firm(9)
    found = told(bought)
    year_ago = bought.filter(pl.col("on").is_between(date(2024, 4, 1), date(2025, 3, 31)))
    since = bought.filter(pl.col("on") > date(2025, 3, 31))
    here = year_ago.join(since, on="customer", how="semi")["customer"].unique().sort().to_list()
    now, before, back = here[:3]
    gone = pl.DataFrame(
        [(now, date(2026, 1, 1), None), (before, date(2024, 12, 1), None),
         (back, date(2025, 6, 1), date(2025, 9, 1))], schema=GONE, orient="row",
    )  # fmt: skip
    assert isinstance(with_gone := told(bought, gone), Measured)
    assert (with_gone.customers, with_gone.lost) == (found.customers - 1, found.lost + 1)


def test_what_came_back_lowers_the_margin_of_its_year():
    bought = firm(9)
    first = bought.filter(pl.col("on") <= AS_OF - timedelta(400)).head(1)
    back = first.with_columns(amount=-pl.col("amount"), on=pl.col("on") + timedelta(1))
    whole, less = told(bought), told(pl.concat([bought, back]))
    assert sum(less.margins) < sum(whole.margins) and less.lost == whole.lost


def test_a_small_firm_is_told_why_there_is_no_interval():
    few = firm(1, 40)
    there = sum(left is not None for left, _years in by_hand(few))
    assert told(few) == TooLittle("few_customers", there, 30)
    faithful = pl.DataFrame(
        [(who, AS_OF - timedelta(days), 900) for who in range(60) for days in (500, 100)],
        schema=["customer", "on", "amount"], orient="row",
    )  # fmt: skip
    assert told(faithful) == TooLittle("few_lost", 0, 5)
    some = told(firm(3))
    assert some.if_fewer_leave(Fraction(1, 2), years=5, discount=DISCOUNT).code == "few_leave"
    nothing = Measured(100, 20, (Fraction(0),), ((0.0, 0.0), (0.0, 0.0)))
    assert nothing.if_fewer_leave(FIVE, years=5, discount=DISCOUNT).code == "no_profit"
