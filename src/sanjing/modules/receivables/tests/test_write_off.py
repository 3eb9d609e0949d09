"""坏账核销: only with approval, at most what is open, and taken back if the money comes."""

import pytest

from sanjing.foundation.approvals import actions
from sanjing.foundation.approvals.models import Approval
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.errors import Forbidden
from sanjing.foundation.entities.guards import Held
from sanjing.modules.receivables.actions.allocate import allocate
from sanjing.modules.receivables.actions.settling import CannotSettle
from sanjing.modules.receivables.actions.write_off import (
    PURPOSE,
    NobodyDecides,
    undo_write_off,
    write_off,
)
from sanjing.modules.receivables.ageing import ageing
from sanjing.modules.receivables.models import Allocation, CustomerOwes

from .conftest import SYSTEM, TODAY, stands


@pytest.fixture
def rule(admin, boss, at):
    columns, steps = (
        {"purpose": PURPOSE, "name": "坏账老板批"},
        [{"who": "people", "people": [boss.user]}],
    )
    return actions.save_rule(None, columns, steps, by=admin.actor, at=at)


def ask(invoice, by, at, amount=60_00, reason="公司注销了"):
    write_off(stands(invoice), amount=amount, reason=reason, by=by.actor, at=at)


def test_without_a_rule_nobody_writes_off(finance, owe, at):
    invoice = owe("100")
    with pytest.raises(NobodyDecides):
        ask(invoice, finance, at)
    assert not Approval.objects.exists() and stands(invoice).balance == 100_00


def test_until_it_is_approved_the_invoice_stands_still_and_is_owed(rule, finance, owe, pay, at):
    invoice = owe("100")
    ask(invoice, finance, at)
    approval = Approval.objects.get()
    assert (approval.amount, "公司注销了" in approval.title) == (60_00, True)
    assert stands(invoice).balance == 100_00
    with pytest.raises(Held):
        records.change(stands(invoice), {"amount": "90"}, by=SYSTEM, at=at)


def test_approved_a_part_is_written_off_and_the_rest_is_owed(
    rule, finance, boss, owe, customer, at
):
    invoice = owe("100")
    ask(invoice, finance, at)
    actions.approve(Approval.objects.get(), by=boss.actor, at=at)
    now = stands(invoice)
    assert (now.written_off, now.balance, now.state) == (60_00, 40_00, "part")
    assert CustomerOwes.objects.get(pk=customer.pk).owed == 40_00
    assert ageing(SYSTEM, "customer", as_of=TODAY, today=TODAY).total.owed == 40_00
    row = Allocation.objects.get()
    assert (row.kind, row.amount, row.receipt_id) == ("write_off", 60_00, None)
    page = finance.browser().get(f"/invoices/{invoice.pk}/").text
    assert "坏账核销" in page and "公司注销了" in page


def test_refused_or_taken_back_nothing_happens(rule, finance, boss, owe, at):
    invoice = owe("100")
    ask(invoice, finance, at)
    actions.refuse(Approval.objects.get(), comment="再催", by=boss.actor, at=at)
    ask(invoice, finance, at)
    actions.withdraw(Approval.objects.latest("pk"), by=finance.actor, at=at)
    assert (stands(invoice).balance, Allocation.objects.count()) == (100_00, 0)


@pytest.mark.parametrize("amount", [0, -1, 100_01])
def test_not_more_than_is_open_is_asked_for(rule, finance, owe, at, amount):
    invoice = owe("100")
    with pytest.raises(CannotSettle):
        ask(invoice, finance, at, amount=amount)
    assert not Approval.objects.exists()


def test_the_money_came_after_all(rule, finance, boss, owe, pay, at):
    invoice = owe("100")
    ask(invoice, finance, at, amount=100_00)
    actions.approve(Approval.objects.get(), by=boss.actor, at=at)
    assert stands(invoice).state == "settled"
    undo_write_off(stands(invoice), reason="法院执行到了", by=finance.actor, at=at)
    allocate(pay("100"), by=finance.actor, at=at)
    now = stands(invoice)
    assert (now.state, now.paid, now.written_off) == ("settled", 100_00, 0)


def test_approved_while_its_customer_lay_in_the_bin_it_is_done_once_afterwards(
    rule, finance, boss, owe, customer, at
):
    invoice = owe("100")
    ask(invoice, finance, at)
    records.remove(customer, by=boss.actor, at=at)
    actions.approve(Approval.objects.get(), by=boss.actor, at=at)
    assert stands(invoice).written_off == 0
    records.restore(registry.get("customer"), customer.pk, by=boss.actor, at=at)
    assert stands(invoice).written_off == 60_00
    undo_write_off(stands(invoice), reason="弄错了", by=finance.actor, at=at)
    customer.refresh_from_db()
    records.remove(customer, by=boss.actor, at=at)
    records.restore(registry.get("customer"), customer.pk, by=boss.actor, at=at)
    assert stands(invoice).written_off == 0


def test_sellers_do_not_ask(rule, seller, owe, make_customer, at):
    invoice = owe("100", customer=make_customer("林家", owner=seller.user))
    with pytest.raises(Forbidden):
        ask(invoice, seller, at)
    assert seller.browser().get(f"/invoices/{invoice.pk}/write_off/").status_code == 403


def test_asked_for_and_approved_in_the_browser(rule, finance, boss, owe):
    invoice = owe("100")
    form = finance.browser().get(f"/invoices/{invoice.pk}/write_off/").text
    assert 'value="100"' in form or 'value="100.00"' in form
    told = {"amount": "100", "reason": "老板跑了"}
    assert finance.browser().post(f"/invoices/{invoice.pk}/write_off/", told).status_code == 303
    approval = Approval.objects.get()
    assert "老板跑了" in boss.browser().get("/approvals/").text
    actions.approve(approval, by=boss.actor, at=approval.asked_at)
    assert stands(invoice).state == "settled"
