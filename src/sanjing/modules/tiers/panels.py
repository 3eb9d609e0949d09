"""What tiers add to the page of a customer, and what the page of a tier tells."""

from __future__ import annotations

from typing import Any

from sanjing.foundation.accounts.actor import Actor
from sanjing.modules.customers.models import Customer
from sanjing.modules.scores.queries import score_of
from sanjing.modules.tiers import queries, words
from sanjing.modules.tiers.models import Tier

Context = dict[str, Any]
SHOWN = 6


def place(customer: Customer, actor: Actor) -> Context:
    """The tier, why, since when, what it gives, and the tiers before."""
    found = queries.place_of(customer, actor)
    if found is None or (found.tier is None and found.unanswered_on is None):
        return {"hidden": True}
    fix = queries.fix_of(customer) if found.how == found.How.FIXED else None
    grade = found.tier.grade if found.tier else ""
    return {
        "place": found,
        "why": words.why(found, score_of(customer, actor), fix),
        "services": words.services(found.tier, queries.floor()),
        "grade": found.tier.get_grade_display() if found.tier and grade != customer.grade else "",
        "past": queries.history_of(customer)[:SHOWN],
    }


def members(tier: Tier, actor: Actor) -> Context:
    """Whom a tier takes, how many there are, and whether anybody ever can be."""
    found = queries.tiers()
    return {
        "takes": words.takes(tier),
        "services": words.services(tier, queries.floor()),
        "count": queries.visible(actor).filter(tier=tier).count()
        if queries.may_read(actor)
        else None,
        "barred_by": queries.never_reached(found).get(tier.pk),
        "mark": tier.name,
    }
