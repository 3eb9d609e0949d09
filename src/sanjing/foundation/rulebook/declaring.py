"""How a module says that a record type, or a kind of setting, holds rules of the company.

In its `bylaws.py`:

    declare(Bylaw("promisefloor", PromiseFloor, says=…, in_force=…, cases=…, how=_("…")))
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.events.models import Event
from sanjing.foundation.labels import Label


@dataclass(frozen=True, slots=True)
class Period:
    """Days, both included."""

    since: date
    end: date


KEPT, APPROVED, BROKEN, OPEN = "kept", "approved", "broken", "open"
Change = tuple[Event, tuple[tuple[str, str, str], ...]]
"""An event, and what changed by it: (what, before, after)."""
Cases = Callable[[Any, Actor, Period], QuerySet | None]


@dataclass(frozen=True, kw_only=True)
class Bylaw:
    """A kind of rule. `key` names the record type of its events, and `model` what keeps it.

    `says` puts one rule into words. `cases` gives what it applied to in a period, each row with
    `judged` as one of KEPT, APPROVED, BROKEN and OPEN, or None where this rule cannot be counted;
    `how` tells people how it is counted, or why not.

    Record types need no more. Rules kept elsewhere give `rows` and the `label` and `url` of their
    page; `rows` are those that an actor may read, `told` reads an event as the words of the rule
    with that key, None where it speaks of others. Where the numbers of a rule stand with other records,
    `history` gives its changes, the oldest first.
    """

    key: str
    model: type[Model] | None
    says: Callable[[Any], str]
    how: Label
    in_force: Callable[[Any, date], bool] = lambda _rule, _day: True
    cases: Cases | None = None
    rows: Callable[[Actor], Iterable[Any]] | None = None
    chosen: Callable[[QuerySet], QuerySet] = lambda rows: rows
    label: Label = ""
    url: str = ""
    key_of: Callable[[Any], str] = lambda record: str(record.pk)
    told: Callable[[Event, str], str | None] | None = None
    history: Callable[[Any, Actor], Iterable[Change]] | None = None

    @property
    def name(self) -> Label:
        return self.label or registry.get(self.key).plural

    def visible_to(self, actor: Actor) -> list[Rule]:
        """The rules of this kind that `actor` may read."""
        if self.rows is not None:
            return [self.rule(row, self.url) for row in self.rows(actor)]
        if not actor.may(self.key, "see"):
            return []
        entity = registry.get(self.key)
        rows = self.chosen(entity.with_links(entity.visible_to(actor)))
        return [self.rule(row, entity.url(row)) for row in rows.order_by("pk")]

    def rule(self, record: Any, url: str) -> Rule:
        return Rule(self, self.key_of(record), str(record), self.says(record), url, record)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its `name`, what it `says`, and the page where it is changed."""

    bylaw: Bylaw
    key: str
    name: str
    says: str
    url: str
    record: Any

    def in_force(self, day: date) -> bool:
        return self.bylaw.in_force(self.record, day)

    def cases(self, actor: Actor, period: Period) -> QuerySet | None:
        return self.bylaw.cases(self.record, actor, period) if self.bylaw.cases else None


_bylaws: dict[str, Bylaw] = {}


def declare(bylaw: Bylaw) -> None:
    """Make a kind of rule known; a second one with the same key replaces the first."""
    _bylaws[bylaw.key] = bylaw


def all_bylaws() -> list[Bylaw]:
    return list(_bylaws.values())


def find(key: str) -> Bylaw | None:
    return _bylaws.get(key)
