"""The finding above the chart."""

import datetime as dt

from sanjing.modules.orders.sales import Month, last_months
from sanjing.modules.workbench.rules import finding


def months(*amounts):
    starts = last_months(dt.date(2026, 3, 10), len(amounts))
    return [
        Month(start, amount, 1 if amount else 0)
        for start, amount in zip(starts, amounts, strict=True)
    ]


def test_the_last_whole_month_is_compared_with_the_year_before():
    found = finding(months(100, *[7] * 11, 150, 3))
    assert (found.month.start, found.percent, found.against) == (dt.date(2026, 2, 1), 50, "year")


def test_a_young_company_is_compared_with_the_month_before():
    assert finding(months(0, 200, 150, 9)).percent == -25


def test_the_first_month_has_nothing_to_compare_with():
    assert finding(months(0, 0, 150, 9)).percent is None


def test_without_sales_there_is_no_finding():
    assert finding(months(0, 0, 0)) is None
