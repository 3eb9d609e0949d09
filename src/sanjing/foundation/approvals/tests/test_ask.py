"""Asking for approval."""

import pytest
from django.utils import timezone

from sanjing.foundation.accounts.models import Role
from sanjing.foundation.approvals import actions
from sanjing.foundation.approvals.errors import BrokenRule, NobodyToApprove
from sanjing.foundation.approvals.models import Approval
from sanjing.foundation.approvals.purposes import UnknownPurpose
from sanjing.foundation.approvals.tests.conftest import people
from sanjing.foundation.events.models import Event

pytestmark = pytest.mark.django_db


def seats(approval) -> list[list[str]]:
    return [
        [v.person.name for v in s.votes.order_by("pk")] for s in approval.steps.order_by("position")
    ]


def test_without_a_rule_nothing_is_to_wait_for(ask, seller) -> None:
    assert ask(seller) is None
    assert not Approval.objects.exists()


def test_the_first_rule_that_fits_says_whom_to_ask(ask, rule, seller, boss, manager) -> None:
    rule(people(boss), criteria={"all": [{"field": "price", "op": "above", "value": "1000"}]})
    rule(
        people(manager),
        position=20,
        criteria={"all": [{"field": "price", "op": "above", "value": "100"}]},
    )
    rule(people(boss), position=30)
    approval = ask(seller)
    assert seats(approval) == [["周建国"]]
    assert (approval.amount, approval.asked_by_id, approval.state) == (
        4000,
        seller.user.pk,
        "waiting",
    )


def test_a_rule_that_is_off_does_not_count(ask, rule, seller, boss) -> None:
    rule(people(boss), active=False)
    assert ask(seller) is None


def test_a_role_and_the_lead_are_found_when_asked(ask, rule, seller, manager, boss) -> None:
    rule({"who": "lead"}, {"who": "role", "role": Role.objects.get(key="owner")})
    approval = ask(seller)
    assert seats(approval) == [["周建国"], ["钱总"]]
    assert [step.state for step in approval.steps.order_by("position")] == ["open", "later"]


def test_at_the_top_of_the_tree_those_who_reach_everything_are_asked(
    ask, rule, manager, boss, admin
) -> None:
    rule({"who": "lead"})
    assert seats(ask(manager)) == [["钱总"]]


def test_nobody_approves_their_own_request(ask, rule, manager, boss) -> None:
    rule(people(manager))
    assert seats(ask(manager)) == [["钱总"]]


def test_unless_nobody_else_is_there_and_the_rule_says_so(ask, rule, boss) -> None:
    made = rule(people(boss))
    with pytest.raises(NobodyToApprove, match="价格要批"):
        ask(boss)
    assert not Approval.objects.exists()
    made.own_request = True
    made.save()
    approval = ask(boss)
    assert seats(approval) == [["钱总"]]
    actions.approve(approval, by=boss.actor, at=timezone.now())
    approval.refresh_from_db()
    assert approval.state == "approved"


def test_asking_again_while_it_waits_gives_the_same_request(ask, rule, seller, boss) -> None:
    rule(people(boss))
    assert ask(seller).pk == ask(seller).pk
    assert Event.objects.filter(name="approval.asked").count() == 1


def test_conditions_that_mean_nothing_any_more_are_told(ask, rule, seller, boss) -> None:
    rule(people(boss), criteria={"all": [{"field": "gone", "op": "is", "value": "1"}]})
    with pytest.raises(BrokenRule, match="价格要批"):
        ask(seller)


def test_a_purpose_must_be_known(meter, seller) -> None:
    with pytest.raises(UnknownPurpose):
        actions.ask(meter, "product.nothing", title="?", by=seller.actor, at=timezone.now())


def test_the_timeline_of_the_record_tells(ask, rule, meter, seller, boss) -> None:
    rule(people(boss))
    ask(seller)
    assert "申请审批“燃气表降到 280 元”" in boss.browser().get(f"/products/{meter.pk}/").text
