"""Letting the rules say again in which tier a customer is."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.actions import action
from sanjing.foundation.entities.errors import Refusal
from sanjing.foundation.events.publish import publish
from sanjing.modules.customers.models import Customer
from sanjing.modules.tiers import queries
from sanjing.modules.tiers.actions.move import move
from sanjing.modules.tiers.events import TierFreed
from sanjing.modules.tiers.models import CustomerTier, TierFix


class NotFixed(Refusal):
    """Nobody put the customer into a tier by hand."""

    code = "tier_not_fixed"


def is_fixed(customer: Customer, by: Actor) -> bool:
    place = queries.place_of(customer, by) if queries.may_fix(by) else None
    return place is not None and place.how == CustomerTier.How.FIXED


def not_fixed(customer: Customer) -> NotFixed:
    return NotFixed(_("“%(name)s”的分级本来就按规则来。") % {"name": customer.name})


@action(entity="customer", verb="free_tier", label=_l("分级按规则来"), icon="restore", needs="assign",
        offered=is_fixed, why_not=not_fixed)  # fmt: skip
def free_tier(customer: Customer, *, by: Actor, at: datetime) -> Customer:
    """The customer goes at once where the rules put them last. Raises NotFixed, NotFound, Forbidden."""
    entity = registry.get("customer")
    with transaction.atomic():
        customer = records.lock(entity, customer.pk, by=by, verb="assign")
        if not TierFix.objects.filter(pk=customer.pk).delete()[0]:
            raise not_fixed(customer)
        row = CustomerTier.objects.select_related("ruled").filter(pk=customer.pk).first()
        into = row.ruled if row else None
        was = move(customer, into, CustomerTier.How.MET, day=timezone.localdate(at))
        told = TierFreed(was=was.name if was else "", now=into.name if into else "")
        publish(told, about=records.about(entity, customer), by=by, at=at)
    return customer
