"""How many rows a question has, and in which form they cost least to page through.

A filter and an order seldom share an index. Few rows are gathered and sorted; many are met soon on a
walk along the order. Neither database can tell many from few where it matters most: SQLite keeps no
statistics, PostgreSQL guesses that hardly any row holds a part of a text.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from django.db import connection
from django.db.models import QuerySet

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import narrowing, paging
from sanjing.foundation.entities.alongside import FAR, NEAR, walk_along
from sanjing.foundation.entities.asking import Question
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.id_lists import having, tested, these
from sanjing.foundation.entities.ordering import Order, indexed

FEW = paging.COUNT_CAP


@dataclass(frozen=True)
class Extent:
    """`page_rows` hold the page that is asked for, in no order; `rows` are all there are.

    `known` says how many, and whether there are more than that, where somebody had to look.
    `dear` is a count that costs more than the page.
    """

    page_rows: QuerySet
    rows: QuerySet
    known: tuple[int, bool] | None = None
    dear: bool = False

    @cached_property
    def count(self) -> tuple[int, bool]:
        """How many rows there are, no further than the cap, and whether there are more."""
        return self.known or paging.count(self.rows)


def extent(entity: Entity, actor: Actor, question: Question) -> Extent:
    """The rows of a question, in the form that is quickest to read its page of."""
    rows = paging.filtered(entity.visible_to(actor), actor, question)
    plain = not is_narrowed(entity, actor, question) or has_index(entity, question)
    walked = not question.words and (not plain or Order.of(question, entity).beside)
    walk = walk_along(entity, rows, question) if walked else None
    if walk and (near := walk.as_far_as(NEAR)):
        return Extent(these(entity.model, near), rows, dear=not plain)
    few = narrowing.few(entity, actor, question)
    if few is not None:
        return gathered(entity, having(rows, few))
    if walk and (far := walk.as_far_as(FAR[connection.vendor])):
        return Extent(these(entity.model, far), rows, dear=not plain)
    if plain:
        return Extent(rows, rows)
    ids = list(rows.order_by().values_list("pk", flat=True)[: FEW + 1])
    if len(ids) <= FEW:
        return Extent(these(entity.model, ids), these(entity.model, ids), (len(ids), False))
    along = along_the_order(rows, entity, actor, question)
    return Extent(along, rows, (paging.COUNT_CAP, True))


def gathered(entity: Entity, rows: QuerySet) -> Extent:
    ids = list(rows.values_list("pk", flat=True))
    count = min(len(ids), paging.COUNT_CAP), len(ids) > paging.COUNT_CAP
    return Extent(these(entity.model, ids), these(entity.model, ids), count)


def is_narrowed(entity: Entity, actor: Actor, question: Question) -> bool:
    """Whether anything stands between this reader and the whole table."""
    asked = question.tests or question.tree
    return bool(asked) or entity.policy.wanted_tokens(actor, entity.name) is not None


def has_index(entity: Entity, question: Question) -> bool:
    """Whether an index holds the rows of one of the conditions in the order that is asked for."""
    order = question.sort.removeprefix("-")
    pairs = {columns[:2] for columns in indexed(entity.model)}
    return any(test.op == "is" and (test.field, order) in pairs for test in question.tests)


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
