"""In what order a list is read, and which rows lie past a place in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q

from sanjing.foundation.entities.asking import Question
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.fields import Beside

Place = tuple[Any, int]
Part = tuple[Q, list[str]]


@dataclass(frozen=True)
class Order:
    """One sort column with the id to break ties. Empty values come last either way."""

    name: str
    path: str
    descending: bool
    nullable: bool
    annotation: dict[str, Any]
    beside: Beside | None = None

    @classmethod
    def of(cls, question: Question, entity: Entity) -> Order:
        name = question.sort.removeprefix("-")
        descending = question.sort.startswith("-")
        if name == "id":
            return cls("id", "id", descending, False, {})
        field = question.fields[name]
        if field.source == "custom":
            return cls(name, f"custom__{name}", descending, True, {})
        annotation = {name: field.annotation()} if field.annotation else {}
        nullable = bool(annotation) or entity.model._meta.get_field(name).null
        beside = field.annotation if isinstance(field.annotation, Beside) else None
        return cls(name, field.path, descending, nullable, annotation, beside)

    def parts(self, place: Place | None, backward: bool) -> list[Part]:
        """What to read one after the other: a condition for rows past `place`, and their order.

        Rows with and without a value are read apart, because no index of PostgreSQL serves an order
        that has the empty ones last both ways.
        """
        down = self.descending != backward
        sign = "-" if down else ""
        value, pk = place or (None, 0)
        past = Q(**{"pk__lt" if down else "pk__gt": pk}) if place else Q()
        if self.path == "id":
            return [(past, [f"{sign}pk"])]
        ahead = self._ahead(value, pk, down) if value is not None else Q()
        by = [f"{sign}{self.path}", f"{sign}pk"]
        if not self.nullable:
            return [(ahead, by)]
        filled = Q(**{f"{self.path}__isnull": False}) & ahead, by
        blank = (
            Q(**{f"{self.path}__isnull": True}) & (past if value is None else Q()),
            [f"{sign}pk"],
        )
        if backward:
            return [blank, filled] if value is None else [filled]
        return [blank] if place and value is None else [filled, blank]

    def _ahead(self, value: Any, pk: int, down: bool) -> Q:
        """Rows strictly past (value, pk). The first condition alone is what an index can use."""
        at_or_past = Q(**{f"{self.path}__{'lte' if down else 'gte'}": value})
        not_yet = {"pk__gte" if down else "pk__lte": pk}
        return at_or_past & ~(Q(**{self.path: value}) & Q(**not_yet))

    def key(self, record: Model) -> Place:
        if self.path == "id":
            return None, record.pk
        if self.path.startswith("custom__"):
            return record.custom.get(self.name), record.pk
        return getattr(record, self.name), record.pk


def indexed(model: type[Model]) -> list[tuple[str, ...]]:
    """The columns of every index that holds all rows, whichever way it runs: a database reads it both ways."""
    whole = (one for one in model._meta.indexes if one.fields and not one.condition)
    return [tuple(name.removeprefix("-") for name in one.fields) for one in whole]
