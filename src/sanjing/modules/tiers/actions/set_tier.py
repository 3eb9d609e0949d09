"""Putting a customer into a tier by hand, whatever the rules say."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.actions import action
from sanjing.foundation.events.publish import publish
from sanjing.modules.customers.models import Customer
from sanjing.modules.tiers import queries
from sanjing.modules.tiers.actions.move import move
from sanjing.modules.tiers.events import TierFixed
from sanjing.modules.tiers.models import CustomerTier, Tier, TierFix


class SetTierForm(forms.Form):
    """Before anybody is lowered, what they brought by recommending us is told beside the choice."""

    to = forms.ModelChoiceField(
        label=_("定为"), queryset=Tier.objects.none(), empty_label=_("（请选择）")
    )
    reason = forms.CharField(
        label=_("为什么"), max_length=200, help_text=_("和分级一起留着，谁都看得到")
    )

    def __init__(self, *args: Any, record: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to: Any = self.fields["to"]
        to.queryset = Tier.objects.filter(removed_at=None).order_by("rank", "pk")
        if record is not None:
            to.help_text = queries.referrals_of(record)


def may_set(customer: Customer, by: Actor) -> bool:
    """Where there are tiers, which who is in one need not be asked."""
    place = queries.place_of(customer, by) if queries.may_fix(by) else None
    return queries.may_fix(by) and (place is not None or bool(queries.tiers()))


@action(
    entity="customer", verb="set_tier", label=_("手定分级"), icon="pin", asks=SetTierForm, needs="assign",
    offered=may_set,
)  # fmt: skip
def set_tier(customer: Customer, *, to: Tier, reason: str, by: Actor, at: datetime) -> Customer:
    """The customer stays in this tier until it is freed. Raises NotFound, Forbidden."""
    entity = registry.get("customer")
    with transaction.atomic():
        customer = records.lock(entity, customer.pk, by=by, verb="assign")
        given = {"tier": to, "reason": reason, "by_id": by.user_id, "at": at}
        TierFix.objects.update_or_create(customer=customer, defaults=given)
        was = move(customer, to, CustomerTier.How.FIXED, day=timezone.localdate(at))
        told = TierFixed(was=was.name if was else "", now=to.name, reason=reason)
        publish(told, about=records.about(entity, customer), by=by, at=at)
    return customer
