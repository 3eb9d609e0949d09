"""The register: every rule a person may read, with its owner, versions and check."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.models import User
from sanjing.foundation.entities import registry
from sanjing.foundation.figures.queries import figure
from sanjing.foundation.rulebook.declaring import (
    APPROVED,
    BROKEN,
    KEPT,
    OPEN,
    Bylaw,
    Period,
    Rule,
    all_bylaws,
)
from sanjing.foundation.rulebook.models import RuleOwner
from sanjing.foundation.rulebook.versions import Version, versions_of

FEW = 10
"""Of fewer cases no rate is told."""
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Check:
    """How a rule was kept."""

    kept: int
    approved: int
    broken: int
    open: int

    @property
    def applied(self) -> int:
        return self.kept + self.approved + self.broken + self.open

    @property
    def percent(self) -> float | None:
        """Of the cases that are over, those kept or passed by approval; None of too few."""
        over = self.kept + self.approved + self.broken
        return 100 * (self.kept + self.approved) / over if over >= FEW else None

    @property
    def parts(self) -> list[tuple[str, int]]:
        return [
            (KEPT, self.kept),
            (APPROVED, self.approved),
            (BROKEN, self.broken),
            (OPEN, self.open),
        ]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the register."""

    rule: Rule
    owner: User | None
    versions: list[Version]
    in_force: bool
    check: Check | None

    @property
    def latest(self) -> Version | None:
        return self.versions[-1] if self.versions else None


@dataclass(frozen=True, slots=True)
class Case:
    """Something a rule applied to."""

    title: str
    url: str
    judged: str


def register(actor: Actor, period: Period, today: date) -> list[Entry]:
    """All rules that `actor` may read, kind after kind."""
    return [entry for bylaw in all_bylaws() for entry in entries(bylaw, actor, period, today)]


def entries(bylaw: Bylaw, actor: Actor, period: Period, today: date) -> list[Entry]:
    rules = bylaw.visible_to(actor)
    if not rules:
        return []
    owners = {
        one.key: one.person
        for one in RuleOwner.objects.filter(kind=bylaw.key).select_related("person")
        if one.person.is_active
    }
    told = versions_of(bylaw, rules, actor)
    return [
        Entry(
            rule, owners.get(rule.key), told[rule.key], rule.in_force(today),
            checked(rule, actor, period),
        )
        for rule in rules
    ]  # fmt: skip


def checked(rule: Rule, actor: Actor, period: Period) -> Check | None:
    """How it was kept, of the cases that `actor` sees; None where that cannot be counted."""
    rows = rule.cases(actor, period)
    if rows is None:
        return None
    said = hashlib.sha256(rule.says.encode()).hexdigest()[:16]
    name = f"rules:{rule.bylaw.key}:{rule.key}:{period.since}:{period.end}:{said}"
    counts = rows.order_by().values_list("judged").annotate(n=Count("pk"))
    found = dict(figure(name, actor, date.max, lambda _day: list(counts)))
    return Check(*(found.get(name, 0) for name in (KEPT, APPROVED, BROKEN, OPEN)))


def cases(rule: Rule, actor: Actor, period: Period, judged: str) -> list[Case]:
    """The newest cases of one kind, at most one more than are shown."""
    rows = rule.cases(actor, period)
    if rows is None:
        return []
    rows = rows.filter(judged=judged) if judged else rows
    return [_case(row, judged or row.judged) for row in _read(rows)]


def _read(rows: QuerySet) -> list[Any]:
    return list(rows.order_by("-pk")[: SHOWN + 1])


def _case(row: Any, judged: str) -> Case:
    entity = registry.find(row._meta.model_name)
    if entity:
        return Case(entity.title_of(row), entity.url(row), judged)
    about = registry.find(row.entity)
    return Case(str(row), f"/{about.slug}/{row.record_id}/" if about else "", judged)
