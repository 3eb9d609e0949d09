"""The pure part: votes, seats and time."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sanjing.foundation.approvals.rules import (
    APPROVED,
    PASSED,
    REFUSED,
    deadline,
    eligible,
    outcome,
)
from sanjing.kernel.calendar import is_workday

verdicts = st.lists(st.sampled_from(["", APPROVED, REFUSED, PASSED]), max_size=5)
moments = st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 1))


@given(st.sampled_from(["any", "all"]), verdicts)
def test_nothing_is_approved_over_a_refusal_or_without_anybody(needs, votes) -> None:
    found = outcome(needs, votes)
    assert (found == REFUSED) == (REFUSED in votes)
    if found == APPROVED:
        assert APPROVED in votes


@given(verdicts)
def test_what_all_agree_to_any_agrees_to(votes) -> None:
    if outcome("all", votes) == APPROVED:
        assert outcome("any", votes) == APPROVED


@given(st.lists(st.integers(1, 5)), st.integers(1, 5), st.booleans())
def test_the_asker_sits_only_alone(people, asker, own) -> None:
    found = eligible(people, asker, own=own)
    assert asker not in found or found == [asker]
    assert {*found} <= {*people}


@given(moments, st.integers(1, 300))
def test_a_deadline_leaves_that_many_hours_of_workdays(start, hours) -> None:
    end = deadline(start, hours, is_workday)
    left, at = timedelta(), start
    while at < end:
        midnight = datetime(at.year, at.month, at.day) + timedelta(1)
        left += (min(midnight, end) - at) if is_workday(at.date()) else timedelta()
        at = midnight
    assert left == timedelta(hours=hours)
