"""Handing a customer to a colleague."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.models import User
from sanjing.foundation.entities import records
from sanjing.foundation.entities.actions import action
from sanjing.modules.customers.events import CustomerAssigned
from sanjing.modules.customers.models import Customer


class AssignForm(forms.Form):
    to = forms.ModelChoiceField(
        label=_("交给谁"), queryset=User.objects.none(), empty_label=_("（请选择）")
    )
    note = forms.CharField(label=_("交代一句"), max_length=200, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = User.objects.filter(is_active=True).order_by("name")


@action(
    entity="customer",
    verb="assign",
    label=_("转交"),
    icon="user-share",
    asks=AssignForm,
    needs="assign",
)
def assign(customer: Customer, *, to: User, note: str = "", by: Actor, at: datetime) -> Customer:
    """Make `to` the owner; contacts, history and open tasks stay with the customer and follow.

    Modules that keep somebody's work on a customer move it when they hear `CustomerAssigned`.
    """
    told = CustomerAssigned(to_id=to.pk, to_name=to.name, note=note)
    return records.change(customer, {"owner": to}, by=by, at=at, telling=told)
