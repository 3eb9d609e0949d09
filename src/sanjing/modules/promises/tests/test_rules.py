"""The pure part: floors that apply, and shares with their uncertainty."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjing.modules.promises.rules import Bound, Case, Tally, applying, beyond, interval

names = st.sampled_from(["", "a", "b"])
products = st.sampled_from([None, 1, 2])
numbers = st.none() | st.decimals(0, 100, places=1)
bounds = st.lists(st.builds(Bound, pk=st.integers(1, 9), product=products, category=names, grade=names,
                            role=names, least=numbers, most=numbers), max_size=6)  # fmt: skip
cases = st.builds(Case, product=products, category=names, grade=names,
                  roles=st.frozensets(st.sampled_from("ab")))  # fmt: skip


@given(bounds, cases)
def test_what_speaks_fits_and_nothing_more_particular_does(floors, case) -> None:
    speaking = applying(floors, case)
    for one in speaking:
        assert one.category in ("", case.category) and one.grade in ("", case.grade)
        assert one.product in (None, case.product)
        assert not one.role or one.role in case.roles
    assert len({one.weight for one in speaking}) <= 1
    if any(not (one.product or one.category or one.grade or one.role) for one in floors):
        assert speaking, "a floor for everything always has a successor"


WIDE, BOILERS = Bound(1), Bound(2, category="锅炉")
NEAR, THIS = Bound(3, category="锅炉", region="42", grade="a", role="sales"), Bound(4, product=7)
SAME, HERE = Bound(5, product=7, category="锅炉"), Bound(6, product=7, region="42")
ELSEWHERE, OTHER = Bound(7, product=7, region="11"), Bound(8, product=9)
ALL = [WIDE, BOILERS, NEAR, THIS, SAME, HERE, ELSEWHERE, OTHER]
THERE = {"region": "420106", "grade": "a", "roles": frozenset({"sales"})}


@pytest.mark.parametrize(
    ("floors", "case", "speaking"),
    [
        (ALL, Case(), [1]),
        (ALL, Case(category="锅炉"), [2]),
        (ALL, Case(category="锅炉", **THERE), [3]),
        (ALL, Case(product=8, category="锅炉", **THERE), [3]),
        (ALL, Case(product=7, category="锅炉"), [4, 5]),
        (ALL, Case(product=7, category="锅炉", **THERE), [6]),
        (ALL, Case(product=9, category="灶具", **THERE), [8]),
        ([WIDE, BOILERS, NEAR, THIS], Case(product=7, category="锅炉", **THERE), [4]),
        ([WIDE, BOILERS, NEAR, OTHER], Case(product=7, category="锅炉"), [2]),
        ([SAME], Case(product=7, category="仪表"), []),
        ([THIS], Case(category="锅炉", **THERE), []),
    ],
)
def test_which_floor_speaks(floors, case, speaking) -> None:
    assert [one.pk for one in applying(floors, case)] == speaking
    assert [one.pk for one in applying(floors[::-1], case)] == speaking[::-1]


@given(bounds, cases)
def test_where_a_floor_on_the_product_fits_only_such_speak(floors, case) -> None:
    on_it = Bound(99, product=case.product)
    if case.product is not None:
        assert all(one.product == case.product for one in applying([*floors, on_it], case))


@given(bounds, st.decimals(0, 100, places=1))
def test_beyond_names_a_floor_exactly_when_one_is_crossed(floors, number) -> None:
    crossed = [
        one for one in floors
        if (one.least is not None and number < one.least) or (one.most is not None and number > one.most)
    ]  # fmt: skip
    assert beyond(floors, number) == (crossed[0] if crossed else None)


@given(st.integers(0, 200), st.integers(0, 200))
def test_the_interval_holds_the_share_and_narrows(hits, misses) -> None:
    of = hits + misses
    low, high = interval(hits, of)
    assert 0 <= low <= high <= 1
    if of:
        assert low <= hits / of + 1e-9 and hits / of - 1e-9 <= high
        wider = interval(hits * 10, of * 10)
        assert wider[1] - wider[0] <= high - low + 1e-9


def test_few_are_not_ranked() -> None:
    assert not Tally(on_time=4).may_rank and Tally(on_time=2, late=2, unkept=1).may_rank
    assert Tally().rate is None and Tally(on_time=1, unkept=3).rate == Decimal("0.25")
