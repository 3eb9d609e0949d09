"""Dividing an order into instalments that add up to it exactly."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import batches, registry
from sanjing.foundation.entities.actions import action
from sanjing.foundation.entities.errors import Invalid
from sanjing.kernel.money import plain_money
from sanjing.kernel.periods import add_months
from sanjing.modules.orders.models import NOT_SOLD, Order
from sanjing.modules.receivables import queries
from sanjing.modules.receivables.rules import split

MOST_PARTS = 60
BETWEEN = re.compile(r"[\s,，、;；/:：]+")
NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,9})?")
"""No exponents: to write "1e999999999" out takes a computer longer than anybody waits."""


def read_shares(text: str) -> list[Decimal]:
    """ "3" is three equal parts, "30/60/10" or "30%，70%" parts of that size. ValueError says why not.

    >>> read_shares("3"), read_shares("30%，70%")
    ([Decimal('1'), Decimal('1'), Decimal('1')], [Decimal('30'), Decimal('70')])
    """
    words = [word.rstrip("%％") for word in BETWEEN.split(text.strip()) if word]
    if not all(NUMBER.fullmatch(word) for word in words):
        raise ValueError(_("写期数（如 3）或各期比例（如 30/60/10）"))
    shares = [Decimal(word) for word in words]
    if not shares or not all(shares):
        raise ValueError(_("每一期都要大于零"))
    if len(shares) == 1:
        if shares[0] != int(shares[0]) or shares[0] > MOST_PARTS:
            raise ValueError(_("期数应是 1 到 %(most)s 的整数") % {"most": MOST_PARTS})
        return [Decimal(1)] * int(shares[0])
    if sum(shares) != 100:
        raise ValueError(_("各期比例加起来要正好是 100%%，现在是 %(sum)s%%") % {"sum": sum(shares)})
    return shares


class PlanForm(forms.Form):
    parts = forms.CharField(
        label=_l("分几期"), initial="1", max_length=200,
        help_text=_l("写期数（如 3）就平均分；也可以写各期比例，如 30/60/10"),
    )  # fmt: skip
    first_due_on = forms.DateField(
        label=_l("第一期到期日"), widget=forms.DateInput(attrs={"type": "date"})
    )
    months_apart = forms.IntegerField(
        label=_l("每期隔几个月"), initial=1, min_value=0, max_value=60, required=False
    )

    def clean_parts(self) -> list[Decimal]:
        try:
            return read_shares(self.cleaned_data["parts"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def clean_months_apart(self) -> int:
        return 1 if (months := self.cleaned_data["months_apart"]) is None else months


def may_be_planned(order: Order, by: Actor) -> bool:
    sold = order.state not in NOT_SOLD and order.customer_id
    return bool(sold and by.may("invoice", "create") and order.amount)


@action(
    entity="order",
    verb="plan",
    label=_l("安排收款"),
    icon="calendar-event",
    asks=PlanForm,
    needs="see",
    offered=may_be_planned,
)
def plan(
    order: Order,
    *,
    parts: Sequence[Decimal],
    first_due_on: date,
    months_apart: int = 1,
    by: Actor,
    at: datetime,
) -> None:
    """Make instalments of what of the order is not planned yet, exact to the 分. Raises Invalid."""
    with transaction.atomic():
        held = Order.objects.select_for_update(of=("self",)).get(pk=order.pk)
        rest = queries.still_to_bill(held)
        if rest == 0 or (rest < 0) != (held.amount < 0):
            raise Invalid({"": [_("这张订单的金额已经全部安排收款了")]})
        booked_on = min(held.ordered_on, first_due_on)
        rows = [
            {
                "customer": order.customer, "order": order, "amount": plain_money(part),
                "booked_on": booked_on, "due_on": add_months(first_due_on, number * months_apart),
                "reason": _("退货") if part < 0 else "",
            }
            for number, part in enumerate(split(rest, parts)) if part
        ]  # fmt: skip
        outcome = batches.create_many(registry.get("invoice"), rows, by=by, at=at)
        for errors in outcome.refused.values():
            raise Invalid(errors)
