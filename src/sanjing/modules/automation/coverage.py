"""How far a stage rule has come: of the customers it is for, those with their task, and those done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, Q

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.modules.automation.models import StageRule
from sanjing.modules.automation.queries import in_stage, long_enough, started


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of `customers` in the stage `reached` are there long enough; `pooled` of those nobody owns.

    `spared` are in the stage too, and do not want to be contacted.
    """

    rule: StageRule
    customers: int
    reached: int
    with_task: int
    done: int
    pooled: int
    spared: int

    @property
    def waiting(self) -> int:
        """Whose task comes with the next run."""
        return self.reached - self.with_task - self.pooled

    @property
    def percent(self) -> int | None:
        return round(100 * self.with_task / self.reached) if self.reached else None

    @property
    def done_percent(self) -> int | None:
        return round(100 * self.done / self.with_task) if self.with_task else None

    @property
    def url(self) -> str:
        """The list of the customers in the stage."""
        asked = {"stage": self.rule.stage} | ({"grade": self.rule.grade} if self.rule.grade else {})
        return f"/customers/?{urlencode(asked)}"


def coverage(rule: StageRule, actor: Actor, at: datetime) -> Coverage:
    """As far as `actor` sees the customers, in one pass."""
    seen: Any = registry.get("customer").visible_to(actor)
    rows = in_stage(rule, seen).annotate(begun=Exists(started(rule)))
    rows = rows.annotate(over=Exists(started(rule).filter(task__done_at__isnull=False)))
    meant = Q(do_not_contact=False)
    there = long_enough(rule, at) & meant
    found = rows.aggregate(
        customers=Count("pk", filter=meant),
        spared=Count("pk", filter=~meant),
        reached=Count("pk", filter=there),
        with_task=Count("pk", filter=Q(begun=True) & there),
        done=Count("pk", filter=Q(over=True) & there),
        pooled=Count("pk", filter=Q(begun=False, owner=None) & there),
    )
    return Coverage(rule, **found)


@dataclass(frozen=True, slots=True)
class Messages:
    """How many messages were made ready by rules, and how many of those went out."""

    ready: int
    sent: int


def messages_of(rows: Iterable[Coverage]) -> Messages:
    told = [one for one in rows if one.rule.message]
    return Messages(sum(one.with_task for one in told), sum(one.done for one in told))


def all_coverage(actor: Actor, at: datetime) -> list[Coverage]:
    """Every rule that is on, in the order of the ladder."""
    ladder = list(registry.get("customer").model.Stage)
    rules = registry.get("stagerule").visible_to(actor).filter(active=True)
    ordered = sorted(rules, key=lambda one: (ladder.index(one.stage), one.after_days, one.pk))
    return [coverage(rule, actor, at) for rule in ordered]
