"""Letting one order go beyond the credit limit 超额放行, once it is approved."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.approvals.actions import ask
from sanjing.foundation.entities import records
from sanjing.foundation.entities.actions import action
from sanjing.foundation.entities.errors import Refusal
from sanjing.foundation.events.publish import publish
from sanjing.kernel.money import format_money
from sanjing.modules.orders.actions.confirm import confirm
from sanjing.modules.orders.models import Order
from sanjing.modules.receivables.actions.keep_limit import exposure
from sanjing.modules.receivables.actions.write_off import NobodyDecides
from sanjing.modules.receivables.events import OrderReleased
from sanjing.modules.receivables.forms import MoneyInput
from sanjing.modules.receivables.models import CreditRelease
from sanjing.modules.receivables.queries import ON_THE_WAY

PURPOSE = "order.beyond_limit"
State = Order.State


class WithinLimit(Refusal):
    """There is nothing to be let through."""

    code = "within_credit_limit"


class LetThroughForm(forms.Form):
    amount = MoneyInput(
        label=_l("订单金额放行到"), required=True, help_text=_l("订单改到比这更大，要再申请")
    )
    reason = forms.CharField(label=_l("为什么要放行"), max_length=100)

    def __init__(self, *args, record: Order | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        if record:
            self.fields["amount"].initial = record.amount


def has_limit(order: Order, _by: Actor) -> bool:
    at_hand = order.state in (State.DRAFT, *ON_THE_WAY)
    return bool(at_hand and order.customer_id and order.customer.credit_limit is not None)


@action(
    entity="order",
    verb="let_through",
    label=_l("申请超额放行"),
    icon="shield-check",
    asks=LetThroughForm,
    offered=has_limit,
    bulk=False,
)
def let_through(order: Order, *, amount: int, reason: str, by: Actor, at: datetime) -> None:
    """Ask those whom the company's rules name; a draft is confirmed as soon as they agree.

    Raises WithinLimit where nothing stops the order, NobodyDecides without a rule.
    """
    over = beyond(order, amount)
    if over <= 0:
        raise WithinLimit(_("没有超出信用额度，直接确认就行。"))
    told = {
        "number": order.reference, "amount": format_money(amount), "over": format_money(over),
        "reason": reason,
    }  # fmt: skip
    title = _("超额放行 %(number)s %(amount)s，超出额度 %(over)s：%(reason)s") % told
    with transaction.atomic():
        if ask(order, PURPOSE, title=title, amount=amount, by=by, at=at) is None:
            raise NobodyDecides(
                _("超额放行要先批准，还没有规则说由谁来批。请管理员在“设置 → 审批规则”里加一条。")
            )


def beyond(order: Order, amount: int) -> int:
    """By how much the customer would owe more than the limit with this order at `amount`."""
    total = exposure(order.customer.pk).total
    counted = order.amount if order.state in ON_THE_WAY else 0
    return total - counted + amount - (order.customer.credit_limit or 0)


def carry_out(order: Order, amount: int, *, by: Actor, at: datetime) -> None:
    """Note that the order may go, and confirm it if it waited for that."""
    with transaction.atomic():
        kept = {"customer_id": order.customer_id, "amount": amount, "by_id": by.user_id, "at": at}
        CreditRelease.objects.update_or_create(order=order, defaults=kept)
        about = records.about(records.entity_of(order), order)
        publish(OrderReleased(amount=amount), about=about, by=by, at=at)
        if order.state == State.DRAFT and order.amount <= amount:
            confirm(order, by=by, at=at)
