"""How many rows a question has, and in which form they cost least to page through.

A filter and an order seldom share an index. Few rows are gathered and sorted; many are met soon on a
walk along the order. Neither database can tell many from few where it matters most: SQLite keeps no
statistics, PostgreSQL guesses that hardly any row holds a part of a text.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db.models import BooleanField, OuterRef, QuerySet, Subquery, Value

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import narrowing, paging
from sanjing.foundation.entities.asking import Question
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.id_lists import among

FEW = paging.COUNT_CAP


@dataclass(frozen=True)
class Extent:
    """`rows` in no order; `count` goes no further than the cap."""

    rows: QuerySet
    count: int
    capped: bool


def extent(entity: Entity, actor: Actor, question: Question, *, counted: bool = True) -> Extent:
    """The rows of a question, in the form that is quickest to read a page of.

    Unless `counted`, the count may be left at 0 where nobody had to look.
    """
    rows = paging.filtered(entity.visible_to(actor), actor, question)
    few = narrowing.few(entity, actor, question)
    if few is not None:
        ids = list(tested(these(entity, few), rows).values_list("pk", flat=True))
        return Extent(
            these(entity, ids), min(len(ids), paging.COUNT_CAP), len(ids) > paging.COUNT_CAP
        )
    if not is_narrowed(entity, actor, question) or has_index(entity, question):
        return Extent(rows, *(paging.count(rows) if counted else (0, False)))
    ids = list(rows.order_by().values_list("pk", flat=True)[: FEW + 1])
    if len(ids) <= FEW:
        return Extent(these(entity, ids), len(ids), False)
    return Extent(along_the_order(rows, entity, actor, question), paging.COUNT_CAP, True)


def is_narrowed(entity: Entity, actor: Actor, question: Question) -> bool:
    """Whether anything stands between this reader and the whole table."""
    asked = question.tests or question.tree
    return bool(asked) or entity.policy.wanted_tokens(actor, entity.name) is not None


def has_index(entity: Entity, question: Question) -> bool:
    """Whether an index holds the rows of one of the conditions in the order that is asked for."""
    order = question.sort.removeprefix("-")
    pairs = {columns[:2] for columns in narrowing.indexed(entity.model)}
    return any(test.op == "is" and (test.field, order) in pairs for test in question.tests)


def these(entity: Entity, ids: list[int]) -> QuerySet:
    """Rows by their ids."""
    return entity.model._default_manager.filter(pk__in=among(ids))


def along_the_order(rows: QuerySet, entity: Entity, actor: Actor, question: Question) -> QuerySet:
    """`rows` such that the table is read in the asked order and each row tested, in place of sorting
    all that match. What is asked of the sorted field itself bounds the walk, so it stays outside.
    """
    name = question.sort.removeprefix("-")
    bounds = replace(
        question, words="", tree=None, tests=tuple(t for t in question.tests if t.field == name)
    )
    walked = paging.filtered(entity.model._default_manager.filter(removed_at=None), actor, bounds)
    return tested(walked, rows)


def tested(walked: QuerySet, rows: QuerySet) -> QuerySet:
    """The rows of `walked` that are among `rows`, each looked up by its key.

    A value instead of EXISTS, which PostgreSQL would turn into a join and plan anew.
    """
    same = rows.filter(pk=OuterRef("pk")).order_by().annotate(meets=Value(True))
    return walked.filter(Subquery(same.values("meets")[:1], output_field=BooleanField()))
