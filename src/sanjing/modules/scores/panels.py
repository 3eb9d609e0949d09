"""What a customer is worth, and how likely a contract is not renewed: how sure that is, and why."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from sanjing.foundation.accounts.actor import Actor
from sanjing.modules.customers.models import Customer
from sanjing.modules.quotes.models import Contract
from sanjing.modules.scores.queries import knows_needs, may_read, year_of
from sanjing.modules.scores.renewal_words import why
from sanjing.modules.scores.renewed import chances
from sanjing.modules.scores.words import reasons
from sanjing.modules.scores.year_words import account


def worth(customer: Customer, actor: Actor) -> dict[str, Any]:
    if not may_read(actor):
        return {"hidden": True}
    year = year_of(customer, actor)
    if year is None:
        return {"hidden": True}
    score = year.score
    told = reasons(score, timezone.localdate()) if score else []
    return {
        "score": score,
        "year": year,
        "lines": account(year),
        "reasons": told,
        "share": year.share if knows_needs(actor) else None,
    }


def renewal(contract: Contract, actor: Actor) -> dict[str, Any]:
    found = chances(actor).filter(pk=contract.pk, chance__isnull=False).first()
    return {"found": found, "why": why(found.reasons)} if found else {"hidden": True}
