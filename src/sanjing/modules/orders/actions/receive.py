from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.actions import action, only_from
from sanjing.foundation.entities.errors import Invalid
from sanjing.modules.orders.actions.return_states import enter
from sanjing.modules.orders.events import ReturnReceived
from sanjing.modules.orders.models import Return


class ReceiveForm(forms.Form):
    received_on = forms.DateField(
        label=_l("收货日期"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_l("不填就是今天；从这天起销售额和应收都减去这批货"),
    )  # fmt: skip

    def __init__(self, *args: Any, record: Return | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if record:
            self.initial = {"received_on": timezone.localdate().isoformat()}


@action(
    entity="return",
    verb="receive",
    label=_l("收到退货"),
    icon="package",
    asks=ReceiveForm,
    offered=only_from(Return.State.AGREED),
)
def receive(
    returned: Return, *, received_on: date | None = None, by: Actor, at: datetime
) -> Return:
    """The goods are here: they count as not sold, and what is owed is less by them. Raises Invalid."""
    today = timezone.localdate(at)
    day = received_on or today
    if day > today:
        raise Invalid({"received_on": [_("不能在将来")]})
    if day < returned.order.ordered_on:
        placed = {"day": returned.order.ordered_on.isoformat()}
        raise Invalid({"received_on": [_("收货不能早于下单日期（%(day)s）") % placed]})
    told = ReturnReceived(received_on=day.isoformat())
    return enter(returned, Return.State.RECEIVED, telling=told, received_on=day, by=by, at=at)
