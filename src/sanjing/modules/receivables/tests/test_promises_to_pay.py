"""Whether customers paid when they said they would."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjing.foundation.entities import records, registry
from sanjing.foundation.events.models import Event
from sanjing.modules.receivables.actions.allocate import allocate
from sanjing.modules.receivables.actions.judge_promises import judge_due
from sanjing.modules.receivables.actions.refund import refund
from sanjing.modules.receivables.models import CollectionNote
from sanjing.modules.receivables.rules import Came, ToPay, judge

from .conftest import AT, SYSTEM, TODAY

DAY = dt.timedelta(1)


@pytest.fixture
def said(customer):
    """`said("100", by_day=3)`: on the first of March they said they would pay within three days."""

    def make(amount=None, *, on="2026-03-01", day="2026-03-06", **values):
        values = {
            "customer": customer, "outcome": "promised", "happened_on": on, "promised_on": day,
            "promised_amount": amount,
        } | values  # fmt: skip
        return records.create(registry.get("collectionnote"), values, by=SYSTEM, at=AT)

    return make


def verdicts():
    rows = CollectionNote.objects.order_by("pk").values_list("promise", "came")
    return [(promise, came) for promise, came in rows]


def test_money_in_time_keeps_a_promise(said, pay):
    said("100")
    assert verdicts() == [("broken", None)]
    pay("100")
    assert verdicts() == [("kept", 100_00)]


def test_a_promise_written_down_after_the_money_came_is_kept_at_once(said, pay):
    pay("100")
    said("100")
    assert verdicts() == [("kept", 100_00)]


def test_one_payment_keeps_one_promise(said, pay):
    said("100")
    said("100", day="2026-03-07")
    pay("100")
    assert verdicts() == [("kept", 100_00), ("broken", None)]
    pay("100", received_on="2026-03-07")
    assert verdicts() == [("kept", 100_00), ("kept", 100_00)]


def test_money_counts_for_the_new_promise_and_not_as_late_for_the_old(said, pay):
    said("100", day="2026-03-03")
    said("100", on="2026-03-04", day="2026-03-08")
    pay("100")
    assert verdicts() == [("broken", None), ("kept", 100_00)]


def test_what_nobody_needed_in_time_makes_a_broken_one_late(said, pay):
    said("100", day="2026-03-03")
    pay("100")
    assert verdicts() == [("late", None)]


def test_without_an_amount_the_first_payment_keeps_it_and_is_used_up(said, pay):
    said()
    said(day="2026-03-07")
    pay("60")
    assert verdicts() == [("kept", 60_00), ("broken", None)]


def test_what_was_paid_back_does_not_count(said, pay, at):
    said("100")
    receipt = pay("100")
    refund(receipt, amount=40_00, reason="多付", by=SYSTEM, at=at)
    assert verdicts() == [("broken", 60_00)]


def test_matching_a_payment_judges_nothing(said, pay, owe, at, django_assert_max_num_queries):
    said("100")
    receipt = pay("100")
    owe("100")
    before = Event.objects.filter(name="collectionnote.judged").count()
    allocate(receipt, by=SYSTEM, at=at)
    pay("5", received_on="2026-03-09")
    assert Event.objects.filter(name="collectionnote.judged").count() == before


def test_a_promise_that_is_moved_or_binned_is_judged_anew(said, pay, at):
    first, second = said("100"), said("100", day="2026-03-07")
    pay("100")
    records.remove(first, by=SYSTEM, at=at)
    assert CollectionNote.objects.get(pk=second.pk).promise == "kept"
    records.change(second, {"promised_on": "2026-03-04"}, by=SYSTEM, at=at)
    assert CollectionNote.objects.get(pk=second.pk).promise == "late"
    records.change(second, {"outcome": "evades"}, by=SYSTEM, at=at)
    assert verdicts()[1] == ("", None)


def test_a_customer_in_the_bin_stops_the_clock_for_nobody(said, customer, make_customer, at):
    said("1", day="2026-03-12")
    said("1", day="2026-03-11", customer=make_customer("别家"))
    records.remove(customer, by=SYSTEM, at=at)
    assert judge_due(by=SYSTEM, at=AT + 5 * DAY) == 1
    assert verdicts() == [("pending", None), ("broken", None)]
    records.restore(registry.get("customer"), customer.pk, by=SYSTEM, at=at)
    assert judge_due(by=SYSTEM, at=AT + 5 * DAY) == 1
    assert verdicts() == [("broken", None), ("broken", None)]
    assert judge_due(by=SYSTEM, at=AT + 5 * DAY) == 0


days = st.integers(0, 20).map(lambda n: TODAY + n * DAY)
told = st.lists(st.tuples(days, st.integers(0, 9), st.none() | st.integers(1, 300)), max_size=6)
came = st.lists(st.tuples(days, st.integers(0, 300)), max_size=6)


@given(told, came, days)
def test_no_money_counts_twice(told, came, on):
    promises = [
        ToPay(n, day, day + more * DAY, wanted) for n, (day, more, wanted) in enumerate(told)
    ]
    found = judge(promises, [Came(day, amount) for day, amount in came], on)
    assert sum(in_time for in_time, _verdict in found.values()) <= sum(a for _day, a in came)
    done = [p for p in promises if found[p.id][1] in ("kept", "late")]
    assert sum(p.amount or 1 for p in done) <= sum(amount for _day, amount in came)
    for one in promises:
        in_time, verdict = found[one.id]
        there = sum(amount for day, amount in came if one.said_on <= day <= one.promised)
        assert in_time <= there
        assert (verdict == "pending") == (on <= one.promised and in_time < (one.amount or 1))
        assert (verdict == "kept") == (in_time > 0 and in_time >= (one.amount or 1))
