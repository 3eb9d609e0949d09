"""Moving one customer from tier to tier, by hand."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from sanjing.modules.customers.models import Customer
from sanjing.modules.tiers.models import CustomerTier, PastTier, Tier


@transaction.atomic
def move(customer: Customer, into: Tier | None, how: str, *, day: date) -> Tier | None:
    """Keep where the customer stands from `day` on; returns the tier until then. Call it with the customer locked."""
    row = CustomerTier.objects.select_related("tier").filter(pk=customer.pk).first()
    row = row or CustomerTier(customer=customer)
    was = row.tier
    if was is not None and row.since is not None and was != into and row.since < day:
        PastTier.objects.update_or_create(
            customer=customer, until=day, defaults={"tier": was, "since": row.since, "into": into}
        )
    if was != into:
        row.since = day if into else None
    row.tier, row.mark = into, into.mark if into else ""
    row.how, row.scored_on = how if into else "", day
    row.save()
    return was
