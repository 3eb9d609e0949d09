"""Pieces of a detail page. Each reads before the page renders and names the template that shows
it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.fields import Field
from sanjing.foundation.entities.kinds.base import EMPTY
from sanjing.foundation.entities.kinds.pointers import name_pointed
from sanjing.foundation.events.timeline import timeline_of

Context = dict[str, Any]


class Facts:
    """Field values with their labels; empty ones are left out."""

    template = "entities/panels/facts.html"

    def __init__(self, *names: str, label: Any = ""):
        self.names, self.label = names, label

    def context(self, entity: Entity, record: Model, actor: Actor) -> Context:
        fields = entity.fields_for(actor)
        facts = [
            (fields[n].label, fields[n].cell(record))
            for n in self.names
            if n in fields and fields[n].value(record) not in EMPTY
        ]
        return {"label": self.label, "facts": facts}


class CustomFields:
    """The fields this company added."""

    template = "entities/panels/facts.html"

    def __init__(self, label: Any = ""):
        self.label = label

    def context(self, entity: Entity, record: Model, actor: Actor) -> Context:
        own = [f for f in entity.fields_for(actor).values() if f.source == "custom"]
        return {
            "label": self.label,
            "facts": [(f.label, f.cell(record)) for f in own if f.name in record.custom],
        }


class Timeline:
    """What happened, newest first."""

    template = "entities/panels/timeline.html"
    length = 30

    def context(self, entity: Entity, record: Model, actor: Actor) -> Context:
        lines = timeline_of(entity, record, actor, limit=self.length + 1)
        return {"lines": lines[: self.length], "more": len(lines) > self.length}


class Related:
    """The newest records of another entity that point here; `read` gives them where other panels read them too."""

    template = "entities/panels/related.html"

    def __init__(
        self, entity: str, *, by: str, columns: tuple[str, ...], sort: str = "-id", length: int = 8,
        read: Callable[[Any, Actor], Sequence[Model]] | None = None,
    ):  # fmt: skip
        self.entity, self.by, self.columns, self.sort, self.length = (
            entity,
            by,
            columns,
            sort,
            length,
        )
        self.read = read

    def context(self, entity: Entity, record: Model, actor: Actor) -> Context:
        other = registry.get(self.entity)
        if not actor.may(other.name, "see"):
            return {"hidden": True}
        fields = other.fields_for(actor)
        columns = [fields[name] for name in self.columns if name in fields]
        newest = list(self.newest(other, columns, record, actor)[: self.length + 1])
        name_pointed(columns, newest)
        now = timezone.localtime()
        return {
            "label": other.plural,
            "entity": other,
            "query": f"{self.by}={record.pk}",
            "may_create": actor.may(other.name, "create"),
            "rows": [
                (other.url(row), [field.glance(row, now) for field in columns])
                for row in newest[: self.length]
            ],
            "more": len(newest) > self.length,
        }

    def newest(
        self, other: Entity, columns: list[Field], record: Model, actor: Actor
    ) -> Sequence[Model] | QuerySet:
        if self.read is not None:
            return self.read(record, actor)
        links = [f.name for f in columns if f.target_model and not f.points]
        rows = other.visible_to(actor).filter(**{self.by: record}).order_by(self.sort)
        return rows.select_related(*links) if links else rows


@dataclass(frozen=True)
class Panel:
    """A module's own piece: a template and the function that reads for it."""

    template: str
    read: Callable[[Any, Actor], Context]

    def context(self, entity: Entity, record: Model, actor: Actor) -> Context:
        return self.read(record, actor)


def read_all(
    panels: list[Any], entity: Entity, record: Model, actor: Actor
) -> list[tuple[str, Context]]:
    read = [(panel.template, panel.context(entity, record, actor)) for panel in panels]
    return [(template, context) for template, context in read if not context.get("hidden")]
