"""Giving leads to people by the rules of the house."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.accounts.models import User
from sanjing.foundation.entities import batches, registry
from sanjing.foundation.entities.id_lists import among
from sanjing.modules.deals.events import LeadAssigned
from sanjing.modules.deals.models import Lead, LeadRule

OPEN = (Lead.State.NEW, Lead.State.CONTACTED)


def distribute(ids: Sequence[int], *, at: datetime) -> None:
    """Give each of these leads to whom the first fitting rule names; without one it stays in the pool.

    The rules are held until the transaction ends: whoever takes a lead meanwhile waits, and then sees
    whose turn it is after ours.
    """
    active = LeadRule.objects.select_for_update().filter(removed_at=None, active=True)
    rules = list(active.order_by("position", "pk"))
    if not rules:
        return
    turns = {rule.pk: Turn(rule) for rule in rules}
    given: dict[LeadAssigned, list[tuple[int, dict[str, User]]]] = defaultdict(list)
    for lead in Lead.objects.filter(pk__in=among(ids), owner=None).order_by("pk"):
        rule = next((one for one in rules if fits(one, lead)), None)
        user = turns[rule.pk].next(at) if rule else None
        if rule and user:
            told = LeadAssigned(to_id=user.pk, to_name=user.name, rule=rule.name)
            given[told].append((lead.pk, {"owner": user}))
    entity, by = registry.get("lead"), system_actor(_("线索分配规则"))
    for told, rows in given.items():
        batches.change_many(entity, rows, by=by, at=at, telling=told)


def fits(rule: LeadRule, lead: Lead) -> bool:
    """A rule without a region or source takes all of them."""
    here = not rule.region or lead.region.startswith(rule.region)
    return here and (not rule.source or rule.source == lead.source)


class Turn:
    """Whose turn it is within one rule, kept right while many leads are given out."""

    def __init__(self, rule: LeadRule):
        people = User.objects.filter(is_active=True)
        if rule.team_id:
            people = people.filter(team__path__startswith=rule.team.path)
        self.rule, self.people = rule, {user.pk: user for user in people.order_by("pk")}
        held = Lead.objects.filter(owner__in=self.people).values_list("owner").order_by()
        figures = held.annotate(
            last=Max("assigned_at"), open=Count("pk", filter=Q(state__in=OPEN, removed_at=None))
        )
        self.last: dict[int, datetime | None] = dict.fromkeys(self.people)
        self.load = dict.fromkeys(self.people, 0)
        for pk, last, load in figures:
            self.last[pk], self.load[pk] = last, load
        self.given = dict.fromkeys(self.people, 0)

    def next(self, at: datetime) -> User | None:
        """The one whose turn it is, whose lead this then is. None if the team has nobody."""
        if not self.people:
            return None
        chosen = min(self.people, key=self._rank)
        self.last[chosen], self.load[chosen] = at, self.load[chosen] + 1
        self.given[chosen] += 1
        return self.people[chosen]

    def _rank(self, pk: int) -> tuple[Any, ...]:
        last = self.last[pk]
        turn = (self.given[pk], last is not None, last or 0, pk)
        return (self.load[pk], *turn) if self.rule.method == LeadRule.Method.LOAD else turn
