"""超额放行: an order beyond the credit limit goes with approval, and only as far as approved."""

import pytest

from sanjing.foundation.approvals import actions
from sanjing.foundation.approvals.models import Approval
from sanjing.foundation.entities import records
from sanjing.foundation.events.models import Event
from sanjing.modules.orders.actions.confirm import confirm
from sanjing.modules.receivables.actions.keep_limit import BeyondLimit
from sanjing.modules.receivables.actions.let_through import PURPOSE, WithinLimit, let_through
from sanjing.modules.receivables.actions.write_off import NobodyDecides
from sanjing.modules.receivables.models import CreditRelease

from .conftest import SYSTEM, stands


@pytest.fixture
def customer(make_customer, seller):
    return make_customer("江城瓷厂", credit_limit="1000", owner=seller.user)


@pytest.fixture
def rule(admin, boss, at):
    columns, steps = (
        {"purpose": PURPOSE, "name": "超额老板批"},
        [{"who": "people", "people": [boss.user]}],
    )
    return actions.save_rule(None, columns, steps, by=admin.actor, at=at)


@pytest.fixture
def draft(make_order, seller):
    return make_order("1500", state="draft", owner=seller.user)


def ask(order, seller, at, amount=1500_00):
    let_through(stands(order), amount=amount, reason="年底冲量", by=seller.actor, at=at)


def test_the_refusal_says_what_to_do(draft, seller, at):
    with pytest.raises(BeyondLimit, match="申请超额放行"):
        confirm(draft, by=seller.actor, at=at)


def test_granted_the_order_is_confirmed_and_may_ship(rule, draft, seller, boss, at):
    ask(draft, seller, at)
    approval = Approval.objects.get()
    assert "超出额度 ¥500" in approval.title and stands(draft).state == "draft"
    actions.approve(approval, by=boss.actor, at=at)
    order = stands(draft)
    release = CreditRelease.objects.get()
    assert (order.state, release.amount, release.by_id) == ("confirmed", 1500_00, boss.user.pk)
    assert Event.objects.filter(name="order.released", record_id=order.pk).count() == 1
    order = records.change(order, {"state": "shipped"}, by=seller.actor, at=at)
    assert order.state == "shipped"


def test_it_goes_as_far_as_it_was_let_and_no_farther(rule, draft, seller, boss, at):
    ask(draft, seller, at, amount=1600_00)
    actions.approve(Approval.objects.get(), by=boss.actor, at=at)
    order = records.change(stands(draft), {"amount": "1600"}, by=seller.actor, at=at)
    with pytest.raises(BeyondLimit):
        records.change(order, {"amount": "1600.01"}, by=seller.actor, at=at)
    ask(order, seller, at, amount=1700_00)
    actions.approve(Approval.objects.latest("pk"), by=boss.actor, at=at)
    assert (
        records.change(stands(draft), {"amount": "1700"}, by=seller.actor, at=at).amount == 1700_00
    )


def test_it_opens_the_limit_for_no_other_order(rule, draft, make_order, seller, boss, at):
    ask(draft, seller, at)
    actions.approve(Approval.objects.get(), by=boss.actor, at=at)
    with pytest.raises(BeyondLimit):
        make_order("1")


def test_and_for_no_other_customer(rule, draft, make_customer, seller, boss, at):
    ask(draft, seller, at)
    actions.approve(Approval.objects.get(), by=boss.actor, at=at)
    other = make_customer("别家", credit_limit="100", owner=seller.user)
    with pytest.raises(BeyondLimit):
        records.change(stands(draft), {"customer": other}, by=SYSTEM, at=at)


def test_refused_it_stays_a_draft(rule, draft, seller, boss, at):
    ask(draft, seller, at)
    actions.refuse(Approval.objects.get(), comment="先回款", by=boss.actor, at=at)
    assert not CreditRelease.objects.exists()
    with pytest.raises(BeyondLimit):
        confirm(stands(draft), by=seller.actor, at=at)


def test_without_a_rule_and_within_the_limit_there_is_nothing_to_ask(make_order, draft, seller, at):
    with pytest.raises(NobodyDecides):
        ask(draft, seller, at)
    small = make_order("900", state="draft", owner=seller.user)
    with pytest.raises(WithinLimit):
        ask(small, seller, at, amount=900_00)
    assert not Approval.objects.exists()


def test_it_is_offered_where_there_is_a_limit(draft, make_order, make_customer, seller):
    browser = seller.browser()
    assert "申请超额放行" in browser.get(f"/orders/{draft.pk}/").text
    free = make_order(
        "900",
        state="draft",
        customer=make_customer("没有额度", owner=seller.user),
        owner=seller.user,
    )
    assert "申请超额放行" not in browser.get(f"/orders/{free.pk}/").text
