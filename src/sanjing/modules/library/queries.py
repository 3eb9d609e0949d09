"""Reads about what the selling team knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    Count,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.actor import Actor, Scope
from sanjing.foundation.accounts.models import User
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.fields import Field, computed
from sanjing.foundation.entities.kinds import KINDS
from sanjing.modules.library.models import (
    CaseUse,
    ClaimExperience,
    Knowledge,
    KnowledgeVote,
    ProductClaim,
    ReferenceCase,
)
from sanjing.modules.library.rules import Gap, Level

MOST_PEOPLE = 200
MOST_SKILLS = 12


def counted(rows: QuerySet, link: str) -> Any:
    """An expression for how many of `rows` point at the outer row."""
    found = rows.filter(**{link: OuterRef("pk")}).order_by().values(link)
    return Coalesce(Subquery(found.annotate(n=Count("pk")).values("n")), 0)


def useful_field() -> Field:
    return computed(
        "useful", _("有用"), KINDS["number"],
        lambda: counted(KnowledgeVote.objects.all(), "knowledge"),
    )  # fmt: skip


def used_field() -> Field:
    return computed(
        "used", _("用过几次"), KINDS["number"],
        lambda: counted(CaseUse.objects.filter(removed_at=None), "case"),
    )  # fmt: skip


def held_case(pk: int) -> ReferenceCase:
    """A case as it stands, held until the transaction ends, so that no consent is taken back meanwhile."""
    return ReferenceCase._default_manager.select_for_update(of=("self",)).get(pk=pk)


# What fits a deal


def points(*tests: Q) -> Any:
    """An expression for how many of these hold."""
    total: Any = Value(0)
    for test in tests:
        total = total + Case(When(test, then=1), default=0, output_field=IntegerField())
    return total


@dataclass(frozen=True, slots=True)
class Traits:
    """What a deal is about, as far as its reader may know."""

    products: frozenset[int] = frozenset()
    rivals: frozenset[str] = frozenset()
    reason: int | None = None
    industry: str = ""


def fitting_knowledge(traits: Traits, actor: Actor) -> QuerySet[Knowledge]:
    """Notes on a product, a competitor or the reason of a deal, those that share most first."""
    rivals = Q()
    for name in traits.rivals:
        rivals |= Q(competitors__contains=f"|{name}|")
    tests = [
        *([Q(product__in=traits.products)] if traits.products else []),
        *([rivals] if rivals else []),
        *([Q(reason=traits.reason)] if traits.reason else []),
    ]
    rows = registry.get("knowledge").visible_to(actor)
    if not tests:
        return rows.none()
    useful = counted(KnowledgeVote.objects.all(), "knowledge")
    fits = rows.annotate(shared=points(*tests), useful=useful).filter(shared__gt=0)
    return fits.order_by("-shared", "-useful", "-pk")


def fitting_cases(
    traits: Traits, actor: Actor, *, besides: int | None = None
) -> QuerySet[ReferenceCase]:
    """Cases of the same product or industry, those that share both first; none of customer `besides`."""
    tests = [
        *([Q(product__in=traits.products)] if traits.products else []),
        *([Q(customer__industry=traits.industry)] if traits.industry else []),
    ]
    rows = registry.get("referencecase").visible_to(actor).exclude(customer=besides)
    if not tests:
        return rows.none()
    fits = rows.annotate(shared=points(*tests)).filter(shared__gt=0)
    return fits.order_by("-shared", "-pk")


# Claims


def claims_in_force(
    actor: Actor, day: date, products: Collection[int] | None = None
) -> QuerySet[ProductClaim]:
    """What may be said on a day, of these products or of any."""
    rows = registry.get("productclaim").visible_to(actor).filter(ProductClaim.in_force(day))
    rows = rows if products is None else rows.filter(product__in=products)
    return rows.select_related("product").order_by("product__name", "pk")


def gaps(actor: Actor, claims: Collection[int] | None = None) -> dict[int, Gap]:
    """By claim, of these or of any, how many customers last said that it holds, and how many that not."""
    entity = registry.get("claimexperience")
    if not entity.may_read("held", actor):
        return {}
    seen = entity.visible_to(actor)
    seen = seen if claims is None else seen.filter(claim__in=claims)
    same = seen.filter(claim=OuterRef("claim"), customer=OuterRef("customer"))
    last = seen.filter(pk=Subquery(same.order_by("-said_on", "-pk").values("pk")[:1]))
    found: dict[int, dict[str, int]] = defaultdict(dict)
    groups = last.order_by().values_list("claim", "held").annotate(n=Count("pk"))
    for claim, held, count in groups:
        found[claim][held] = count
    held = ClaimExperience.Held
    return {
        claim: Gap(counts.get(held.KEPT, 0), counts.get(held.NOT_SO, 0))
        for claim, counts in found.items()
    }


def claims_by_id(actor: Actor, ids: Collection[int]) -> dict[int, ProductClaim]:
    rows = registry.get("productclaim").visible_to(actor).select_related("product")
    return rows.in_bulk(list(ids))


# Skills


def people_trained(actor: Actor) -> QuerySet[User]:
    """Those at work whose trainings `actor` may see, and the actor."""
    scope = actor.scope("training", "see")
    people = User.objects.filter(is_active=True)
    reach = Q(pk=actor.user_id)
    if scope is Scope.ALL:
        reach = Q()
    elif scope is Scope.BELOW:
        reach |= Q(team__in=actor.teams_below)
    elif scope is Scope.TEAM and actor.team_id:
        reach |= Q(team=actor.team_id)
    return people.filter(reach).select_related("team").order_by("team__path", "name", "pk")


def skills_of(actor: Actor) -> list[str]:
    """The skills most trained for, in the order of their names."""
    rows = registry.get("training").visible_to(actor).order_by().values("skill")
    most = rows.annotate(n=Count("pk")).order_by("-n", "skill")[:MOST_SKILLS]
    return sorted(row["skill"] for row in most)


def levels(actor: Actor, people: Collection[int], today: date) -> dict[tuple[int, str], Level]:
    """By person and skill, the latest score, or the latest day where none was given."""
    seen = registry.get("training").visible_to(actor).filter(participant__in=people)
    same = seen.filter(participant=OuterRef("participant"), skill=OuterRef("skill"))
    latest = same.order_by(IsNull(F("score"), True), "-taken_on", "-pk").values("pk")[:1]
    rows = seen.filter(pk=Subquery(latest))
    return {
        (person, skill): Level(score, on, (today - on).days)
        for person, skill, score, on in rows.values_list(
            "participant", "skill", "score", "taken_on"
        )
    }
