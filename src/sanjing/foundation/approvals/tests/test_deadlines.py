"""What becomes of requests that nobody answers."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sanjing.foundation.approvals import actions
from sanjing.foundation.approvals.models import Approval, ApprovalStep
from sanjing.foundation.approvals.tasks import pass_deadlines
from sanjing.foundation.approvals.tests.conftest import people
from sanjing.foundation.events.models import Event

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LATER = NOW + timedelta(days=30)


def names(approval) -> list[tuple[str, str]]:
    votes = ApprovalStep.objects.get(approval=approval, position=1).votes.order_by("pk")
    return [(vote.person.name, vote.verdict) for vote in votes]


def test_before_its_time_nothing_happens(ask, rule, seller, manager, boss) -> None:
    rule(people(manager) | {"hours": 24})
    approval = ask(seller, at=NOW)
    assert pass_deadlines(at=NOW + timedelta(hours=23)) == 0
    assert names(approval) == [("周建国", "")]


def test_those_above_are_asked_instead_and_get_as_long(ask, rule, seller, manager, boss) -> None:
    rule(people(manager) | {"hours": 24})
    approval = ask(seller, at=NOW)
    pass_deadlines(at=LATER)
    assert names(approval) == [("周建国", "passed"), ("钱总", "")]
    assert ApprovalStep.objects.get().due_at > LATER
    assert Event.objects.get(name="approval.passed_on").data["to"] == ["钱总"]
    actions.approve(approval, by=boss.actor, at=LATER)
    approval.refresh_from_db()
    assert approval.state == "approved"


def test_with_nobody_above_it_is_refused(ask, rule, seller, boss) -> None:
    rule(people(boss) | {"hours": 1})
    approval = ask(seller, at=NOW)
    pass_deadlines(at=LATER)
    approval.refresh_from_db()
    assert (approval.state, approval.decided_at) == ("refused", LATER)
    assert Event.objects.get(name="approval.refused").actor_id is None


def test_the_rule_may_let_silence_mean_no(ask, rule, seller, manager, boss) -> None:
    rule(people(manager) | {"hours": 1, "on_timeout": "refuse"})
    approval = ask(seller, at=NOW)
    pass_deadlines(at=LATER)
    approval.refresh_from_db()
    assert approval.state == "refused"


def test_who_agreed_already_still_counts_where_all_are_asked(
    ask, rule, seller, other_seller, manager, boss
) -> None:
    rule(people(boss, other_seller) | {"hours": 1, "needs": "all"})
    approval = ask(seller, at=NOW)
    actions.approve(approval, by=boss.actor, at=NOW)
    pass_deadlines(at=LATER)
    approval.refresh_from_db()
    assert approval.state == "waiting"
    actions.approve(approval, by=manager.actor, at=LATER)
    approval.refresh_from_db()
    assert approval.state == "approved"


@pytest.mark.parametrize("on_timeout", ["refuse", "escalate"])
def test_silence_is_no_agreement_where_all_are_asked(
    ask, rule, seller, manager, boss, on_timeout
) -> None:
    rule(people(manager, boss) | {"hours": 1, "needs": "all", "on_timeout": on_timeout})
    approval = ask(seller, at=NOW)
    actions.approve(approval, by=manager.actor, at=NOW)
    pass_deadlines(at=LATER)
    approval.refresh_from_db()
    assert approval.state == "refused"
    assert not Event.objects.filter(name="approval.granted").exists()
    assert Event.objects.get(name="approval.refused").data["comment"] == "钱总过了时间没有批。"


def test_where_all_are_asked_nobody_speaks_for_a_silent_one_without_a_superior(
    ask, rule, seller, other_seller, manager, boss
) -> None:
    rule(people(other_seller, boss) | {"hours": 1, "needs": "all"})
    approval = ask(seller, at=NOW)
    pass_deadlines(at=LATER)
    approval.refresh_from_db()
    assert approval.state == "refused"
    assert Event.objects.filter(name="approval.passed_on").count() == 0


def test_nothing_is_passed_on_twice(ask, rule, seller, manager, boss) -> None:
    rule(people(manager) | {"hours": 24})
    ask(seller, at=NOW)
    pass_deadlines(at=LATER)
    assert pass_deadlines(at=LATER) == 0
    assert Approval.objects.get().state == "waiting"
