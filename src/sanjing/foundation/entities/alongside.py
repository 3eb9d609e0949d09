"""The first rows of a question, met on a walk along an index that holds the asked order.

Few conditions are so rare that it is far to a page of rows; to gather everything that meets them costs
more. A walk that would not end is given up, and the rows are looked for another way. Orders by what is
kept beside the records have no other quick way: for them either database would look up the value of
every row.
"""

from __future__ import annotations

from dataclasses import replace

from django.db.models import Model, QuerySet

from sanjing.foundation.entities.asking import Question
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.id_lists import having
from sanjing.foundation.entities.ordering import Order, Place, indexed
from sanjing.foundation.entities.paging import read_cursor

FIRST, SAMPLE = 200, 1000
"""How many keys are tried at first, and then to see how often one is met."""
NEAR = 5_000
FAR = {"sqlite": 13_000, "postgresql": 5_000}
"""How many are tried before other ways, and at most: a key costs PostgreSQL more, and other ways less."""


class Walk:
    """The keys along an index, met one after the other until there are `most` of them among `rows`.

    Unless `to_the_end`, it stops where it would not meet them at the rate so far.
    """

    def __init__(self, keys: QuerySet, rows: QuerySet, most: int, to_the_end: bool):
        self.keys, self.rows, self.most, self.to_the_end = keys, rows, most, to_the_end
        self.found: list[int] = []
        self.seen, self.ended = 0, False

    def as_far_as(self, keys: int) -> list[int] | None:
        """The first `most`, having tried so many keys in all; None where they are further off."""
        while self.seen < keys and not self.ended and not self._hopeless(keys):
            self._go_on(min(self._ahead(), keys - self.seen))
            if len(self.found) >= self.most:
                return self.found[: self.most]
        return None

    def _go_on(self, size: int) -> None:
        ids = list(self.keys[self.seen : self.seen + size])
        there = set(having(self.rows, ids).values_list("pk", flat=True))
        self.found += [pk for pk in ids if pk in there]
        self.seen += size
        self.ended = len(ids) < size

    def _hopeless(self, keys: int) -> bool:
        met_by_then = len(self.found) * keys // max(self.seen, 1)
        return self.seen > SAMPLE and met_by_then < self.most and not self.to_the_end

    def _ahead(self) -> int:
        """How many keys to try next: as many as should do, and a third more, going by those seen."""
        if self.seen < SAMPLE:
            return SAMPLE if self.seen else FIRST
        wanted = self.most - len(self.found)
        return max(SAMPLE, wanted * self.seen * 4 // (max(len(self.found), 1) * 3))


def walk_along(entity: Entity, rows: QuerySet, question: Question) -> Walk | None:
    """To a page of `rows` and one row more; None where a walk is no way to find them."""
    order = Order.of(question, entity)
    place = read_cursor(question.before or question.after, question.sort)
    keys = keys_along(entity.model, order, place, bool(question.before))
    if keys is None:
        return None
    return Walk(keys, rows, question.limit + 1, order.beside is not None)


def leads(order: Order) -> bool:
    """Whether an index begins with what is kept beside the records, and no gap in it is filled in."""
    kept = order.beside
    return (
        kept is not None
        and kept.empty is None
        and any(columns[0] == kept.column for columns in indexed(kept.model))
    )


def keys_along(
    model: type[Model], order: Order, place: Place | None, backward: bool
) -> QuerySet | None:
    """All keys past `place` that have a value, in order; None where no index runs so."""
    if order.beside:
        if not leads(order):
            return None
        model = order.beside.model
        order = replace(order, path=order.beside.column, annotation={}, beside=None)
    elif order.path != "id" and (order.path, "id") not in indexed(model):
        return None
    if place is not None and place[0] is None and order.path != "id":
        return None
    valued, by = max(order.parts(place, backward), key=lambda part: len(part[1]))
    return model._default_manager.filter(valued).order_by(*by).values_list("pk", flat=True)
