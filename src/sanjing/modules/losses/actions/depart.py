"""Writing down that a customer left."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.actions import action
from sanjing.modules.customers.models import Customer
from sanjing.modules.losses.models import Departure, LossReason
from sanjing.modules.losses.queries import seen_gone

DAY = {"type": "date"}


class DepartForm(forms.Form):
    """What is known when a customer leaves; the rest is asked in the exit contact 流失访谈."""

    left_on = forms.DateField(
        label=_("离开日期"),
        required=False,
        widget=forms.DateInput(attrs=DAY),
        help_text=_("不填就是今天"),
    )
    reason = forms.ModelChoiceField(
        label=_("流失原因"),
        queryset=LossReason.objects.none(),
        required=False,
        empty_label=_("（还没问到）"),
    )
    said = forms.CharField(
        label=_("客户原话"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    competitor = forms.CharField(label=_("去了哪家"), required=False, max_length=100)
    touchpoint = forms.ChoiceField(
        label=_("出在哪个环节"), required=False, choices=[("", "—"), *Departure.Touchpoint.choices]
    )
    chance = forms.ChoiceField(
        label=_("赢回可能"), required=False, choices=[("", "—"), *Departure.Chance.choices]
    )
    plan = forms.CharField(label=_("打算怎么赢回"), required=False, max_length=200)
    plan_on = forms.DateField(
        label=_("哪天去做"), required=False, widget=forms.DateInput(attrs=DAY),
        help_text=_("写了日期，就安排一条待办"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        reasons = LossReason.objects.filter(removed_at=None).select_related("parent")
        cast(forms.ModelChoiceField, self.fields["reason"]).queryset = reasons.order_by(
            "position", "pk"
        )


def may_depart(customer: Customer, by: Actor) -> bool:
    return by.may("departure", "create") and not seen_gone(customer)


@action(entity="customer", verb="depart", label=_("登记流失"), icon="door-exit", asks=DepartForm,
        offered=may_depart, bulk=False)  # fmt: skip
def depart(customer: Customer, *, by: Actor, at: datetime, **told: Any) -> Customer:
    """Keep that the customer left, with what they said. Raises Invalid, NotFound or Forbidden."""
    with transaction.atomic():
        customer = records.lock(records.entity_of(customer), customer.pk, by=by, verb="change")
        spoke = {"asked_by": by.user_id, "asked_on": at.date()} if told.get("said") else {}
        records.create(
            registry.get("departure"), {"customer": customer} | told | spoke, by=by, at=at
        )
    return customer
