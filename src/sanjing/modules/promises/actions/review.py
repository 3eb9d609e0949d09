"""Looking at how a key account is dealt with."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records
from sanjing.foundation.entities.actions import action
from sanjing.foundation.events.publish import publish
from sanjing.modules.customers.models import Customer
from sanjing.modules.promises.events import CustomerReviewed
from sanjing.modules.promises.models import CustomerReview


class ReviewForm(forms.Form):
    note = forms.CharField(
        label=_("看到了什么"), max_length=400, widget=forms.Textarea({"rows": 3}),
        help_text=_("沟通情况、没兑现的承诺、要他们做什么"),
    )  # fmt: skip


@action(entity="customer", verb="review", label=_("检查沟通情况"), icon="clipboard-check",
        asks=ReviewForm, needs="assign")  # fmt: skip
def review(customer: Customer, *, note: str, by: Actor, at: datetime) -> Customer:
    """Note that one looked at this customer; its next review is due by its grade's rhythm."""
    with transaction.atomic():
        CustomerReview.objects.create(customer=customer, by_id=by.user_id, at=at, note=note)
        entity = records.entity_of(customer)
        publish(CustomerReviewed(note=note), about=records.about(entity, customer), by=by, at=at)
    return customer
