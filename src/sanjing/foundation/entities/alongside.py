"""The first rows of a question, met on a walk along an index that holds the asked order.

Few conditions are so rare that it is far to a page of rows; to gather everything that meets them costs
more. A walk that would not end is given up, and the rows are looked for another way. Orders by what is
kept beside the records have no other quick way: for them either database would look up the value of
every row.
"""

from __future__ import annotations

from dataclasses import replace

from django.db import connection
from django.db.models import Model, QuerySet

from sanjing.foundation.entities.asking import Question
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.id_lists import having
from sanjing.foundation.entities.ordering import Order, Place, indexed
from sanjing.foundation.entities.paging import read_cursor

FIRST, SAMPLE = 200, 1000
"""How many keys are tried at first, and then to see how often one is met."""
FARTHEST = {"sqlite": 13_000, "postgresql": 5_000}
"""How many are tried at most: a key costs PostgreSQL four times as much, and other ways less."""


def first_along(entity: Entity, rows: QuerySet, question: Question) -> list[int] | None:
    """The keys of a page of `rows` and of one row more; None where a walk is no way to find them."""
    order = Order.of(question, entity)
    place = read_cursor(question.before or question.after, question.sort)
    keys = keys_along(entity.model, order, place, bool(question.before))
    return None if keys is None else met(keys, rows, question.limit + 1, order.beside is not None)


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


def met(keys: QuerySet, rows: QuerySet, most: int, to_the_end: bool) -> list[int] | None:
    """The first `most` of the keys that are among `rows`.

    Unless `to_the_end`, the walk is given up where it would not meet them at the rate so far.
    """
    found: list[int] = []
    seen, size, farthest = 0, FIRST, FARTHEST[connection.vendor]
    while size:
        ids = list(keys[seen : seen + size])
        there = set(having(rows, ids).values_list("pk", flat=True))
        found += [pk for pk in ids if pk in there]
        if len(found) >= most:
            return found[:most]
        if len(ids) < size:
            return None
        seen += size
        hopeless = seen > SAMPLE and len(found) * farthest < most * seen
        if hopeless and not to_the_end:
            return None
        size = min(ahead(seen, len(found), most), farthest - seen)
    return None


def ahead(seen: int, found: int, most: int) -> int:
    """How many keys to try next: as many as should do, and a third more, going by those seen."""
    if seen < SAMPLE:
        return SAMPLE
    return max(SAMPLE, (most - found) * seen * 4 // (max(found, 1) * 3))
