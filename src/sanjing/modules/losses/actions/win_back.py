"""A customer who had left is ours again."""

from __future__ import annotations

from datetime import date, datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records
from sanjing.foundation.entities.actions import action
from sanjing.foundation.entities.errors import Refusal
from sanjing.modules.customers.actions.by_rule import by_rule
from sanjing.modules.customers.models import Customer
from sanjing.modules.losses.events import DepartureReturned
from sanjing.modules.losses.models import Departure
from sanjing.modules.losses.queries import open_departure, seen_gone


class NotGone(Refusal):
    """The customer did not leave, or is back already."""

    code = "not_gone"


class WinBackForm(forms.Form):
    came_back_on = forms.DateField(
        label=_("回来日期"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("不填就是今天"),
    )  # fmt: skip
    note = forms.CharField(label=_("怎么赢回的"), required=False, max_length=200)


def is_gone(customer: Customer, by: Actor) -> bool:
    return by.may("departure", "see") and seen_gone(customer)


def not_gone(customer: Customer) -> NotGone:
    return NotGone(_("“%(name)s”没有登记流失，或者已经回来了。") % {"name": customer.name})


@action(entity="customer", verb="win_back", label=_("赢回"), icon="heart-handshake", asks=WinBackForm,
        offered=is_gone, why_not=not_gone, bulk=False)  # fmt: skip
def win_back(
    customer: Customer, *, came_back_on: date | None = None, note: str = "", by: Actor, at: datetime
) -> Customer:
    """Close the departure of the customer as won back. Whoever may change the customer may.

    Raises NotGone, Invalid, NotFound or Forbidden.
    """
    records.obtain(records.entity_of(customer), customer.pk, by=by, verb="change")
    gone = open_departure(customer)
    if gone is None:
        raise not_gone(customer)
    day = came_back_on or timezone.localdate(at)
    told = DepartureReturned(came_back_on=day.isoformat(), won=True, note=note)
    kept = {"way_back": Departure.Way.WON}
    records.change(gone, {"came_back_on": day}, kept=kept, by=by_rule(by), at=at, telling=told)
    return customer
