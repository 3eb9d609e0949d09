"""Tiers and the floor under service in the register of rules."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.events.models import Event
from sanjing.foundation.rulebook.declaring import BROKEN, KEPT, Bylaw, Period, declare
from sanjing.modules.tiers import queries, words
from sanjing.modules.tiers.models import CustomerTier, ServiceFloor, Tier


def tier_says(tier: Tier) -> str:
    told = {"who": words.takes(tier), "what": words.services(tier, queries.floor())}
    return _("%(who)s：%(what)s") % told


def tier_cases(tier: Tier, actor: Actor, _period: Period) -> QuerySet | None:
    """The owned customers of a tier as they stand today; not for whom tiers are hidden from."""
    if not queries.may_read(actor):
        return None
    placed = CustomerTier.objects.filter(pk=OuterRef("pk"), tier=tier)
    floor = queries.floor()
    return judged(actor, queries.days_of(tier, "contact_days", floor)).filter(Exists(placed))


def floor_cases(floor: ServiceFloor, actor: Actor, _period: Period) -> QuerySet:
    return judged(actor, floor.contact_days)


def judged(actor: Actor, days: int | None) -> QuerySet:
    """Owned customers: in touch, or without a contact for longer than these days."""
    before = timezone.now() - timedelta(days or 0)
    silent = Q(last_contacted_at__lt=before) | Q(last_contacted_at=None, owned_since__lt=before)
    owned = registry.get("customer").visible_to(actor).filter(owner__isnull=False)
    return owned.annotate(judged=Case(When(silent, then=Value(BROKEN)), default=Value(KEPT)))


def floors(actor: Actor) -> list[ServiceFloor]:
    return [queries.floor()] if actor.may("customer", "see") else []


def floor_says(floor: Any) -> str:
    return words.services(None, floor)


def floor_told(event: Event, _key: str) -> str:
    return floor_says(SimpleNamespace(**event.data["values"]))


TODAY_ONLY = _l("按今天，不看所选日期：有负责人的客户里，天数之内联系过的算做到。")
declare(Bylaw(key="tier", model=Tier, says=tier_says, cases=tier_cases, how=TODAY_ONLY))
declare(
    Bylaw(
        key="service_floor", model=ServiceFloor, label=_l("服务底线"), url="/settings/service-floor/",
        rows=floors, says=floor_says, told=floor_told, cases=floor_cases, how=TODAY_ONLY,
    )
)  # fmt: skip
