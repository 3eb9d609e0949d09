"""Noting that a customer wants to give something back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.actions import action
from sanjing.foundation.entities.errors import Invalid
from sanjing.kernel.numbers import format_number
from sanjing.modules.orders.models import NOT_SOLD, Order, Return
from sanjing.modules.orders.returned import returnable

MOST_SHOWN = 100
QUANTITY = "quantity_"


class TakeBackForm(forms.Form):
    """One control for every line of the order that something can still come back of."""

    reason = forms.ChoiceField(label=_l("退货原因"), choices=Return.Reason.choices)
    asked_on = forms.DateField(
        label=_l("申请日期"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_l("不填就是今天"),
    )  # fmt: skip
    everything = forms.BooleanField(label=_l("整单退：还能退的全部退"), required=False)
    note = forms.CharField(
        label=_l("备注"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, record: Order | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"asked_on": timezone.localdate().isoformat()}
        self.sold = [one for one in returnable(record) if one.left > 0] if record else []
        for one in self.sold[:MOST_SHOWN]:
            told = {"n": one.line, "product": one.product_name}
            self.fields[f"{QUANTITY}{one.line}"] = forms.CharField(
                label=_("%(n)s · %(product)s") % told, required=False, max_length=30,
                widget=forms.TextInput(attrs={"inputmode": "decimal"}),
                help_text=_("还能退 %(left)s") % {"left": format_number(one.left)},
            )  # fmt: skip
        if record and not self.sold:
            self.fields["everything"].help_text = _("这张订单没有还能退的货")
        self.order_fields(
            ["reason", "everything", *(n for n in self.fields if n.startswith(QUANTITY))]
        )

    def clean(self) -> dict[str, Any]:
        told = {n: v for n, v in self.cleaned_data.items() if not n.startswith(QUANTITY)}
        whole = told.pop("everything", False)
        asked = {one.line: self.cleaned_data.get(f"{QUANTITY}{one.line}") for one in self.sold}
        lines = [
            {"line": line, "quantity": "" if whole else quantity}
            for line, quantity in asked.items()
            if whole or quantity
        ]
        return told | {"lines": lines}


def may_come_back(order: Order, by: Actor) -> bool:
    return order.state not in NOT_SOLD and by.may("return", "create")


@action(entity="order", verb="take_back", label=_l("登记退货"), icon="arrow-back",
        asks=TakeBackForm, needs="see", offered=may_come_back, bulk=False)  # fmt: skip
def take_back(
    order: Order, *, reason: str, lines: Sequence[dict] = (), asked_on: date | None = None,
    note: str = "", by: Actor, at: datetime,
) -> Order:  # fmt: skip
    """Ask for a return of some lines. Raises Invalid beyond what was sold and not returned yet."""
    if not lines:
        raise Invalid({"": [_("请写明退哪些货，或选整单退")]})
    values = {
        "order": order, "reason": reason, "asked_on": asked_on or timezone.localdate(at),
        "note": note, "lines": lines,
    }  # fmt: skip
    records.create(registry.get("return"), values, by=by, at=at)
    return order
