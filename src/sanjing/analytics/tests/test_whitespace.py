"""What is worth offering, and the middle of a group."""

import statistics
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from sanjing.analytics.whitespace import Cell, middle, worth_offering


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(-1_000, 10**9), min_size=1, max_size=30))
def test_the_middle_is_the_median_rounded_down(values):
    exact = statistics.median(Fraction(value) for value in values)
    assert middle(values) == exact.numerator // exact.denominator


def test_few_peers_or_rare_goods_are_no_reason_to_offer():
    cells = [
        Cell("餐饮", "灶具", 10, 3, 500),
        Cell("餐饮", "仪表", 10, 2, 900),
        Cell("住宿", "灶具", 9, 9, 900),
        Cell("教育", "灶具", 12, 12, 900),
        Cell("教育", "安检", 12, 6, 700),
        Cell("教育", "赠品", 12, 6, 0),
    ]
    found = worth_offering(cells)
    assert [(one.group, one.category) for one in found] == [("教育", "安检"), ("餐饮", "灶具")]
    assert [(one.missing, one.money) for one in found] == [(6, 4_200), (7, 3_500)]
