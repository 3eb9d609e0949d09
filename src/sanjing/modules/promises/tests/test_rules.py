"""The pure part: floors that apply, and shares with their uncertainty."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from sanjing.modules.promises.rules import Bound, Case, Tally, applying, beyond, interval

names = st.sampled_from(["", "a", "b"])
numbers = st.none() | st.decimals(0, 100, places=1)
bounds = st.lists(st.builds(Bound, pk=st.integers(1, 9), category=names, grade=names, role=names,
                            least=numbers, most=numbers), max_size=6)  # fmt: skip
cases = st.builds(Case, category=names, grade=names, roles=st.frozensets(st.sampled_from("ab")))


@given(bounds, cases)
def test_what_speaks_fits_and_nothing_more_particular_does(floors, case) -> None:
    speaking = applying(floors, case)
    for one in speaking:
        assert one.category in ("", case.category) and one.grade in ("", case.grade)
        assert not one.role or one.role in case.roles
    assert len({one.weight for one in speaking}) <= 1
    if any(not (one.category or one.grade or one.role) for one in floors):
        assert speaking, "a floor for everything always has a successor"


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
