"""Approving, refusing and withdrawing."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.utils import timezone

from sanjing.foundation.approvals import actions
from sanjing.foundation.approvals.errors import AlreadyDecided, NotAsked
from sanjing.foundation.approvals.models import Approval, Vote
from sanjing.foundation.approvals.tests.conftest import people
from sanjing.foundation.entities.errors import Forbidden, Invalid
from sanjing.foundation.events import subscriptions
from sanjing.foundation.events.models import Event
from tests.support.races import race  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def state(approval) -> str:
    return Approval.objects.get(pk=approval.pk).state


def test_one_agreement_is_enough_for_any(ask, rule, seller, boss, manager) -> None:
    rule(people(boss, manager))
    approval = ask(seller)
    actions.approve(approval, comment="可以", by=manager.actor, at=NOW)
    assert state(approval) == "approved"
    vote = Vote.objects.get(person=manager.user)
    assert (vote.verdict, vote.by, vote.at, vote.comment) == ("approved", manager.user, NOW, "可以")


def test_all_must_agree_where_all_are_asked(ask, rule, seller, boss, manager) -> None:
    rule(people(boss, manager) | {"needs": "all"})
    approval = ask(seller)
    actions.approve(approval, by=manager.actor, at=NOW)
    assert state(approval) == "waiting"
    actions.approve(approval, by=boss.actor, at=NOW)
    assert state(approval) == "approved"
    told = Event.objects.filter(name__startswith="approval.").order_by("pk")
    assert [e.name for e in told] == ["approval.asked", "approval.voted", "approval.granted"]


def test_steps_are_taken_in_order(ask, rule, seller, boss, manager) -> None:
    rule(people(manager), people(boss))
    approval = ask(seller)
    with pytest.raises(NotAsked):
        actions.approve(approval, by=boss.actor, at=NOW)
    actions.approve(approval, by=manager.actor, at=NOW)
    assert state(approval) == "waiting"
    actions.approve(approval, by=boss.actor, at=NOW)
    assert state(approval) == "approved"


def test_one_refusal_with_its_reason_ends_it(ask, rule, seller, boss, manager) -> None:
    rule(people(boss, manager) | {"needs": "all"}, people(boss))
    approval = ask(seller)
    with pytest.raises(Invalid, match="原因"):
        actions.refuse(approval, comment=" ", by=manager.actor, at=NOW)
    assert state(approval) == "waiting"
    actions.refuse(approval, comment="低于成本", by=manager.actor, at=NOW)
    assert state(approval) == "refused"
    told = Event.objects.get(name="approval.refused")
    assert told.data == {
        "approval": approval.pk, "purpose": "product.price",
        "title": "燃气表降到 280 元", "comment": "低于成本",
    }  # fmt: skip


def test_modules_hear_the_answer_in_the_same_transaction(
    ask, rule, seller, boss, monkeypatch
) -> None:
    heard = []
    monkeypatch.setitem(
        subscriptions._inside, "approval.granted", [lambda e: heard.append(e.data["purpose"])]
    )
    rule(people(boss))
    actions.approve(ask(seller), by=boss.actor, at=NOW)
    assert heard == ["product.price"]


def test_a_module_that_cannot_go_on_undoes_the_decision(
    ask, rule, seller, boss, monkeypatch
) -> None:
    def fail(_event) -> None:
        raise Forbidden("不行")

    monkeypatch.setitem(subscriptions._inside, "approval.granted", [fail])
    rule(people(boss))
    approval = ask(seller)
    with pytest.raises(Forbidden):
        actions.approve(approval, by=boss.actor, at=NOW)
    assert state(approval) == "waiting"
    assert not Vote.objects.exclude(verdict="").exists()


def test_who_was_not_asked_has_no_say(ask, rule, seller, other_seller, boss) -> None:
    rule(people(boss))
    approval = ask(seller)
    for person in (seller, other_seller):
        with pytest.raises(NotAsked):
            actions.approve(approval, by=person.actor, at=NOW)
    assert state(approval) == "waiting"


def test_a_decision_is_made_once(ask, rule, seller, boss, manager) -> None:
    rule(people(boss, manager))
    approval = ask(seller)
    actions.approve(approval, by=boss.actor, at=NOW)
    with pytest.raises(AlreadyDecided, match="已同意"):
        actions.refuse(approval, comment="不", by=manager.actor, at=NOW)
    with pytest.raises(AlreadyDecided):
        actions.withdraw(approval, by=seller.actor, at=NOW)


def test_only_the_asker_takes_it_back(ask, rule, seller, boss, other_seller) -> None:
    rule(people(boss))
    approval = ask(seller)
    with pytest.raises(Forbidden):
        actions.withdraw(approval, by=other_seller.actor, at=NOW)
    actions.withdraw(approval, by=seller.actor, at=NOW)
    assert state(approval) == "withdrawn"
    assert ask(seller).pk != approval.pk


def test_a_deputy_decides_on_the_days_given_but_never_their_own_request(
    ask, rule, seller, boss, manager
) -> None:
    rule(people(boss))
    today = timezone.localdate()
    give = partial(actions.delegate, by=boss.actor, at=NOW)
    later = give(manager.user, first_date=today + timedelta(1), last_date=today + timedelta(2))
    approval = ask(seller)
    with pytest.raises(NotAsked):
        actions.approve(approval, by=manager.actor, at=NOW)
    actions.approve(approval, by=manager.actor, at=NOW + timedelta(1))
    vote = Vote.objects.get()
    assert (vote.person, vote.by) == (boss.user, manager.user)
    own = ask(manager)
    with pytest.raises(NotAsked):
        actions.approve(own, by=manager.actor, at=NOW + timedelta(1))
    actions.end_delegation(later, by=boss.actor, at=NOW)
    with pytest.raises(NotAsked):
        actions.approve(own, by=seller.actor, at=NOW + timedelta(1))


@pytest.mark.parametrize(
    ("first", "last"), [(date(2026, 3, 5), date(2026, 3, 4)), (date(2020, 1, 1), date(2020, 1, 2))]
)
def test_days_that_are_over_or_turned_round_are_refused(first, last, boss, manager) -> None:
    with pytest.raises(Invalid):
        actions.delegate(manager.user, first_date=first, last_date=last, by=boss.actor, at=NOW)


def test_nobody_stands_in_for_themselves_nor_takes_back_what_another_gave(boss, manager) -> None:
    today = timezone.localdate()
    with pytest.raises(Invalid):
        actions.delegate(boss.user, first_date=today, last_date=today, by=boss.actor, at=NOW)
    given = actions.delegate(manager.user, first_date=today, last_date=today, by=boss.actor, at=NOW)
    with pytest.raises(Forbidden):
        actions.end_delegation(given, by=manager.actor, at=NOW)


def test_of_two_who_decide_at_once_one_wins(ask, rule, seller, boss, manager, race) -> None:  # noqa: F811
    rule(people(boss, manager))
    approval, by, other = ask(seller), boss.actor, manager.actor
    results = race(
        partial(actions.approve, approval, by=by, at=NOW),
        partial(actions.refuse, approval, comment="不行", by=other, at=NOW),
    )
    refused = [one for one in results if isinstance(one, Exception)]
    assert [type(one) for one in refused] == [AlreadyDecided]
    names = race(
        lambda: list(Event.objects.filter(name__in=("approval.granted", "approval.refused")))
    )[0]
    assert len(names) == 1
