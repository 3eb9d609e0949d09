"""Why a customer is in a tier, and what service that comes to, in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.charts import money
from sanjing.foundation.entities import registry
from sanjing.foundation.phrases import listed
from sanjing.modules.scores.models import CustomerScore
from sanjing.modules.tiers.models import CustomerTier, Measure, ServiceFloor, Tier, TierFix
from sanjing.modules.tiers.queries import days_of


def takes(tier: Tier) -> str:
    """Whom a tier takes."""
    if tier.criteria:
        field = registry.get("tier").fields_for(system_actor(""))["criteria"]
        return field.kind.display(tier.criteria, field)
    if not tier.measure:
        return _("其余买过的客户")
    words = {"what": tier.get_measure_display(), "least": least(tier)}
    return _("%(what)s不少于 %(least)s") % words


def least(tier: Tier) -> str:
    return figure(tier.measure, int(tier.threshold))


def figure(measure: str, value: int) -> str:
    return f"{value}%" if measure == Measure.LOYALTY else money(value)


def why(place: CustomerTier, score: CustomerScore | None, fix: TierFix | None) -> str:
    """The reason, with the figures of today's score."""
    tier = place.tier
    if tier is None:
        return ""
    if fix is not None:
        who, day = fix.by.name if fix.by else "", f"{fix.at:%Y-%m-%d}"
        return _("%(who)s %(day)s 定的：%(why)s") % {"who": who, "day": day, "why": fix.reason}
    if tier.criteria or not tier.measure:
        return takes(tier)
    return by_score(tier, getattr(score, tier.measure) if score else None, place.how)


def by_score(tier: Tier, value: int | None, how: str) -> str:
    if value is None:
        return _("%(what)s现在算不出来，先留在这一级") % {"what": tier.get_measure_display()}
    words: dict[str, Any] = {
        "what": tier.get_measure_display(), "value": figure(tier.measure, value), "least": least(tier),
        "slack": tier.slack,
    }  # fmt: skip
    if how == CustomerTier.How.KEPT:
        return _("%(what)s %(value)s，比门槛 %(least)s 低得不到 %(slack)s%%，先留着") % words
    return _("%(what)s %(value)s，门槛 %(least)s") % words


def services(tier: Tier | None, floor: ServiceFloor) -> str:
    """What customers of a tier get; for those in none the floor."""
    days = {
        name: days_of(tier, name, floor) for name in ("contact_days", "visit_days", "answer_days")
    }
    sentences: list[tuple[str, Any]] = [
        ("contact_days", _("每 %(n)s 天联系一次")), ("visit_days", _("每 %(n)s 天拜访一次")),
        ("answer_days", ngettext("有问题 %(n)s 天内答复", "有问题 %(n)s 天内答复", days["answer_days"] or 0)),
    ]  # fmt: skip
    told = [text % {"n": days[name]} for name, text in sentences if days[name]]
    return listed([*told, *credit(tier)])


def credit(tier: Tier | None) -> list[str]:
    """In how many days customers of a tier may pay, where it says so."""
    if tier is None or tier.credit_days is None:
        return []
    return [_("账期 %(n)s 天") % {"n": tier.credit_days} if tier.credit_days else _("现结")]
