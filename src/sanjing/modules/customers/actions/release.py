"""Giving a customer back to the pool 公海."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records
from sanjing.foundation.entities.actions import action
from sanjing.modules.customers.actions.by_rule import by_rule
from sanjing.modules.customers.events import CustomerReleased
from sanjing.modules.customers.models import Customer


class ReleaseForm(forms.Form):
    reason = forms.CharField(
        label=_("为什么放回公海"), max_length=200, help_text=_("接手的同事会看到。")
    )


@action(entity="customer", verb="release", label=_("放回公海"), icon="arrow-back-up", asks=ReleaseForm,
        offered=lambda customer, by: customer.owner_id is not None)  # fmt: skip
def release(customer: Customer, *, reason: str, by: Actor, at: datetime) -> Customer:
    """Leave a customer without an owner, so that anybody may claim it. Whoever may change it may
    give it back, though it leaves their hands. Raises NotFound or Forbidden.
    """
    records.obtain(records.entity_of(customer), customer.pk, by=by, verb="change")
    told = CustomerReleased(reason=reason)
    return records.change(customer, {"owner": None}, by=by_rule(by), at=at, telling=told)
