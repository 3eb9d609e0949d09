"""Tiers as fields of the customer, who may read them, and the floor."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.actor import Actor, Scope
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.fields import Beside, Field, computed
from sanjing.foundation.entities.kinds import KINDS
from sanjing.modules.customers.models import Customer
from sanjing.modules.scores import queries as scores
from sanjing.modules.tiers.kinds import TierMark
from sanjing.modules.tiers.models import CustomerTier, PastTier, ServiceFloor, Tier, TierFix
from sanjing.modules.tiers.rules import at_most

may_read = scores.may_read
"""A tier tells what somebody buys: who may not read scores may not read it."""


def customer_fields() -> list[Field]:
    """What lists, criteria, sorting, exports and the API know of tiers as fields of the customer."""
    kept, of = CustomerTier, scores.FROM
    return [
        computed("tier", _("分级"), TierMark(), Beside(kept, "mark"), of=of),
        computed("tier_since", _("进入这一级"), KINDS["date"], Beside(kept, "since"), of=of),
        computed(
            "service_level", _("服务水平"), KINDS["choice"], Beside(kept, "service"), of=of,
            choices=tuple(CustomerTier.Service.choices),
            help=_("近一年的联系、拜访和账期，和这一级该有的比"),
        ),
        computed(
            "credit_days", _("近一年的账期"), KINDS["number"], Beside(kept, "credit_days"), of="invoice.amount",
            help=_("天数，按金额平均；分级写了账期才算"),
        ),
        computed(
            "unanswered_since", _("等着答复，从"), KINDS["date"], Beside(kept, "unanswered_on"), of=of,
            help=_("跟进写了“有问题要处理”，后来没再联系"),
        ),
    ]  # fmt: skip


def visible(actor: Actor) -> QuerySet[CustomerTier]:
    """The places of the customers that this person sees, in a tier; none where scores are hidden from them."""
    if not may_read(actor):
        return CustomerTier.objects.none()
    customers = registry.get("customer").visible_to(actor)
    return CustomerTier.objects.filter(customer__in=customers, tier__isnull=False).order_by()


def tiers() -> list[Tier]:
    """The tiers there are, the highest first."""
    return list(Tier.objects.filter(removed_at=None).order_by("rank", "pk"))


def floor() -> ServiceFloor:
    """What everybody gets; the ready one where the firm set none."""
    return ServiceFloor.objects.first() or ServiceFloor(pk=ServiceFloor.ONLY)


def days_of(tier: Tier | None, name: str, least: ServiceFloor) -> int | None:
    """The days of one service that count for customers of a tier, or of none."""
    return at_most(getattr(tier, name) if tier else None, getattr(least, name))


def never_reached(found: Sequence[Tier]) -> dict[int, Tier]:
    """By the id of a tier that nobody can enter, the higher one that takes all of its customers."""
    barred: dict[int, Tier] = {}
    lowest: dict[str, Tier] = {}
    for tier in found:
        kind = "" if tier.criteria else tier.measure or "rest"
        higher = lowest.get(kind) if kind else None
        if higher is not None and tier.threshold >= higher.threshold:
            barred[tier.pk] = higher
        elif kind:
            lowest[kind] = tier
    return barred


def place_of(customer: Customer, actor: Actor) -> CustomerTier | None:
    """Where a customer stands, as far as this person may know it."""
    kept = customer.__dict__
    if "tier_read" not in kept:
        rows = CustomerTier.objects.select_related("tier", "ruled")
        kept["tier_read"] = rows.filter(pk=customer.pk).first()
    return kept["tier_read"] if may_read(actor) else None


def fix_of(customer: Customer) -> TierFix | None:
    return TierFix.objects.select_related("by").filter(pk=customer.pk).first()


def history_of(customer: Customer) -> list[PastTier]:
    """The tiers that a customer left, the last first."""
    rows = PastTier.objects.filter(customer=customer).select_related("tier", "into")
    return list(rows.order_by("-until", "-since"))


def tier_on(customer: Customer, day: date) -> Tier | None:
    """The tier that a customer was in on a day."""
    past = PastTier.objects.filter(customer=customer, since__lte=day, until__gt=day)
    if found := past.select_related("tier").first():
        return found.tier
    now = CustomerTier.objects.filter(pk=customer.pk, since__lte=day).select_related("tier").first()
    return now.tier if now else None


def counts_on(actor: Actor, day: date) -> dict[int, int]:
    """How many of the customers that this person sees now were in each tier on a day, by its id."""
    if not may_read(actor):
        return {}
    seen = registry.get("customer").visible_to(actor)
    past = PastTier.objects.filter(customer__in=seen, since__lte=day, until__gt=day)
    counts: dict[int, int] = {}
    for rows in (visible(actor).filter(since__lte=day), past.order_by()):
        for tier, n in rows.values_list("tier").annotate(n=Count("pk")):
            counts[tier] = counts.get(tier, 0) + n
    return counts


def referrals_of(_customer: Customer) -> str:
    """What is known of those a customer brought by recommending us: shown before anybody is lowered."""
    return _now("还没有转介绍的记录，说不出这位客户带来过谁；降级之前请问一下负责人。")


def may_fix(actor: Actor) -> bool:
    """Whoever answers for the customers of others decides about tiers by hand."""
    reach = actor.scope("customer", "assign").reach
    return may_read(actor) and (actor.is_system or reach >= Scope.BELOW.reach)


def may_set_floor(actor: Actor) -> bool:
    return actor.is_administrator or actor.is_system or actor.scope("tier", "change") is Scope.ALL


def better(one: str, other: str) -> bool:
    """Whether a grade is higher than another; none is the lowest.

    >>> better("a", "b"), better("b", ""), better("", "c")
    (True, True, False)
    """
    order = [*(str(grade) for grade in Customer.Grade.values), ""]
    return order.index(one) < order.index(other)
