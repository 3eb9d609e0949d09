"""A handful of rows that an index knows, found before anything else is asked of them.

A database weighs conditions by guesses that fail for values far from the average: a rare tag, a small
district. Where one condition alone leaves few rows, these are looked up and the rest is asked of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.db.models import Model

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import paging
from sanjing.foundation.entities.asking import Question
from sanjing.foundation.entities.criteria import Group, Test
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.search.find import find_ids, tagged_ids

FEW = 3000
TOLD_BY_INDEX = ("is", "within")
COMMON = ("choice", "flag", "user", "link", "date", "moment")
"""Kinds of which each value has many rows."""


def few(entity: Entity, actor: Actor, question: Question) -> list[int] | None:
    """Ids among which are all rows of the question; None where no index knows so few.

    Words never find more than the cap of a count and one.
    """
    if question.words:
        return find_ids(question.words, by=actor, entity=entity, limit=paging.COUNT_CAP + 1)
    for ids in known(entity, actor, question):
        if len(ids) <= FEW:
            return ids
    return None


def indexed(model: type[Model]) -> list[tuple[str, ...]]:
    """The columns of every index that holds all rows, whichever way it runs: a database reads it both ways."""
    whole = (one for one in model._meta.indexes if one.fields and not one.condition)
    return [tuple(name.removeprefix("-") for name in one.fields) for one in whole]


def known(entity: Entity, actor: Actor, question: Question) -> Iterator[list[int]]:
    leading = {columns[0] for columns in indexed(entity.model)}
    for test in conditions(question):
        field = question.fields.get(test.field)
        if field is None or field.source != "column":
            continue
        if field.kind.name == "tags" and test.op == "has" and entity.search:
            tag = str(test.value).strip()
            yield tagged_ids(test.field, tag, by=actor, entity=entity, limit=FEW + 1)
        elif test.field in leading and test.op in TOLD_BY_INDEX and field.kind.name not in COMMON:
            alone = replace(question, words="", tree=None, tests=(test,))
            live = entity.model._default_manager.filter(removed_at=None)
            rows = paging.filtered(live, actor, alone).order_by()
            yield list(rows.values_list("pk", flat=True)[: FEW + 1])


def conditions(question: Question) -> Iterator[Test]:
    """Conditions that every row of the question meets."""
    waiting = [question.where]
    while waiting:
        part = waiting.pop(0)
        if isinstance(part, Test):
            yield part
        elif isinstance(part, Group) and part.join == "all":
            waiting += part.parts
