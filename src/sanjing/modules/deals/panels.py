"""Pieces of pages that deals add."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, Sum, Window
from django.utils import timezone

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.kernel.money import format_money
from sanjing.modules.customers.models import Customer
from sanjing.modules.deals import queries
from sanjing.modules.deals.members import MEMBERS
from sanjing.modules.deals.models import Deal, DealMember, Outcome
from sanjing.modules.deals.rules import split, weighted

Context = dict[str, Any]
SHOWN = 6


def path(deal: Deal, actor: Actor) -> Context:
    """Where a deal stands in its pipeline, for how long, and what it is worth."""
    known = registry.get("deal").may_read("amount", actor)
    days = (timezone.now() - deal.stage_changed_at).days if deal.stage_changed_at else 0
    stages = [
        one for one in queries.stages().filter(pipeline=deal.pipeline_id)
        if one.outcome == Outcome.OPEN or one.pk == deal.stage_id
    ]  # fmt: skip
    return {
        "deal": deal,
        "steps": [(one.name, one.pk == deal.stage_id, one.position < deal.stage.position) for one in stages],
        "days": days,
        "stale": stale(deal, days),
        "amount": format_money(deal.amount) if known else "",
        "weighted": format_money(weighted(deal.amount, deal.stage.probability)) if known and deal.is_open else "",
    }  # fmt: skip


def stale(deal: Deal, days: int) -> bool:
    """Whether an open deal has stood in its stage for longer than the stage allows."""
    return deal.is_open and deal.stage.stale_days is not None and days > deal.stage.stale_days


def team(deal: Deal, actor: Actor) -> Context:
    """Who works on it and what of its amount is theirs (S177)."""
    entity = registry.get("deal")
    shares = MEMBERS.value(deal) if entity.may_read(MEMBERS.name, actor) else []
    parts = split(deal.amount, shares)
    roles = dict(DealMember.Role.choices)
    return {
        "hidden": not shares,
        "shows_amounts": entity.may_read("amount", actor),
        "rows": [(one.name, roles[one.role], one.share, parts[one.user_id]) for one in shares],
    }


def of_customer(customer: Customer, actor: Actor) -> Context:
    """The open deals of one customer and what was won there."""
    entity = registry.get("deal")
    if not actor.may(entity.name, "see"):
        return {"hidden": True}
    rows = entity.visible_to(actor).filter(customer=customer)
    won = Window(Sum("amount", filter=Q(outcome=Outcome.WON)))
    rows = rows.exclude(outcome=Outcome.LOST).annotate(won=won, is_won=Q(outcome=Outcome.WON))
    newest = list(rows.select_related("stage").order_by("is_won", "-changed_at")[: SHOWN + 1])
    still_open = [deal for deal in newest if deal.is_open]
    shows_amounts = entity.may_read("amount", actor)
    return {
        "deals": still_open[:SHOWN],
        "more": len(still_open) > SHOWN,
        "shows_amounts": shows_amounts,
        "won": next((deal.won for deal in newest), 0) if shows_amounts else 0,
        "may_create": actor.may(entity.name, "create"),
    }


def embed(form: Any, _actor: Actor) -> Context:
    """The address of a public form and the line that puts it into a page of one's own."""
    return {"key": form.key, "active": form.active}
