"""A handful of rows that an index knows, found before anything else is asked of them.

A database weighs conditions by guesses that fail for values far from the average: a rare tag, a small
district. Where one condition alone leaves few rows, these are looked up and the rest is asked of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.utils import timezone

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import paging
from sanjing.foundation.entities.asking import Question
from sanjing.foundation.entities.criteria import Group, Test, compared_beside, compile
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.fields import Field
from sanjing.foundation.entities.kinds import Asked
from sanjing.foundation.entities.ordering import indexed
from sanjing.foundation.search.find import find_ids, tagged_ids

FEW = 6000
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


def known(entity: Entity, actor: Actor, question: Question) -> Iterator[list[int]]:
    leading = {columns[0] for columns in indexed(entity.model)}
    for test in conditions(question):
        field = question.fields.get(test.field)
        if field is None:
            continue
        yield from kept_beside(field, test, actor)
        if field.source != "column":
            continue
        if field.kind.name == "tags" and test.op == "has" and entity.search:
            tag = str(test.value).strip()
            yield tagged_ids(test.field, tag, by=actor, entity=entity, limit=FEW + 1)
        elif test.field in leading and test.op in TOLD_BY_INDEX and field.kind.name not in COMMON:
            alone = replace(question, words="", tree=None, tests=(test,))
            every = entity.model._default_manager.all()  # Told by the index alone.
            rows = paging.filtered(every, actor, alone).order_by()
            yield list(rows.values_list("pk", flat=True)[: FEW + 1])


def kept_beside(field: Field, test: Test, actor: Actor) -> Iterator[list[int]]:
    """The keys of rows beside the records that meet a condition, if an index of theirs begins with the column."""
    kept = compared_beside(field, test.op)
    if kept and any(columns[0] == kept.column for columns in indexed(kept.model)):
        plain = replace(field, path=kept.column, annotation=None)
        asked = Asked(actor, timezone.localdate())
        rows = kept.model._default_manager.filter(compile(test, {test.field: plain}, asked))
        yield list(rows.order_by().values_list("pk", flat=True)[: FEW + 1])


def conditions(question: Question) -> Iterator[Test]:
    """Conditions that every row of the question meets."""
    waiting = [question.where]
    while waiting:
        part = waiting.pop(0)
        if isinstance(part, Test):
            yield part
        elif isinstance(part, Group) and part.join == "all":
            waiting += part.parts
