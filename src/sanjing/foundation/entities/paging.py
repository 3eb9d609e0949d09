"""Pages by key: the thousandth costs what the first does, and nothing is counted beyond a cap."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import criteria
from sanjing.foundation.entities.asking import Question
from sanjing.foundation.entities.criteria import BadCriteria
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.fields import Field
from sanjing.foundation.entities.kinds import Asked
from sanjing.foundation.entities.ordering import Order, Place
from sanjing.foundation.search.find import find_ids

COUNT_CAP = 1000
LARGEST = 2**63


@dataclass(frozen=True)
class Page:
    rows: list[Model]
    after: str = ""
    before: str = ""


def rows_of(entity: Entity, actor: Actor, question: Question) -> QuerySet:
    """Everything the question asks for, unordered."""
    rows = filtered(entity.visible_to(actor), actor, question)
    if question.words:
        ids = find_ids(question.words, by=actor, entity=entity, limit=COUNT_CAP + 1)
        rows = rows.filter(pk__in=ids)
    return rows


def filtered(rows: QuerySet, actor: Actor, question: Question) -> QuerySet:
    """The rows that meet the conditions; the search words are not among them."""
    asked = Asked(actor, timezone.localdate())
    rows = rows.annotate(**criteria.needed_annotations(question.where, question.fields))
    return rows.filter(criteria.compile(question.where, question.fields, asked))


def count(rows: QuerySet, cap: int = COUNT_CAP) -> tuple[int, bool]:
    """How many rows there are, and whether there are more than `cap`."""
    found = rows.order_by().values("pk")[: cap + 1].count()
    return min(found, cap), found > cap


def shown(rows: QuerySet, entity: Entity, fields: list[Field]) -> QuerySet:
    """Read only the columns that the fields need."""
    columns = {"pk", "version", entity.title}
    columns |= {f.name for f in fields if f.source == "column"}
    columns |= {"custom"} if any(f.source == "custom" for f in fields) else set()
    rows = rows.annotate(**{f.name: f.annotation() for f in fields if f.annotation})
    rows = rows.prefetch_related(*(relation for f in fields for relation in f.prefetch))
    linked = [f for f in fields if f.target_model and not f.points]
    links = [f.name for f in linked]
    inner = {f"{f.name}__{title}" for f in linked for title in _link_columns(f)}
    return rows.select_related(*links).only(*columns, *inner) if links else rows.only(*columns)


def _link_columns(field: Field) -> tuple[str, ...]:
    return ("name",) if field.kind.name in ("user", "team") else (field.target.title,)


def page(rows: QuerySet, entity: Entity, question: Question) -> Page:
    """The rows at the question's place, with cursors to the pages before and after."""
    backward = bool(question.before)
    order = Order.of(question, entity)
    place = read_cursor(question.before or question.after, question.sort)
    if order.annotation and order.name not in rows.query.annotations:
        rows = rows.annotate(**order.annotation)
    found = _read(rows, order, place, backward, question.limit + 1)
    more, found = len(found) > question.limit, found[: question.limit]
    if backward:
        found.reverse()
    if not found:
        return Page([])
    has_after, has_before = (True, more) if backward else (more, bool(place))
    return Page(
        found,
        after=write_cursor(question.sort, order.key(found[-1])) if has_after else "",
        before=write_cursor(question.sort, order.key(found[0])) if has_before else "",
    )


def _read(
    rows: QuerySet, order: Order, place: Place | None, backward: bool, most: int
) -> list[Model]:
    found: list[Model] = []
    try:
        for part, by in order.parts(place, backward):
            wanted = most - len(found)
            found += rows.filter(part).order_by(*by)[:wanted]
            if len(found) == most:
                break
    except (ValueError, TypeError, ArithmeticError, ValidationError) as error:
        raise BadCriteria(_("翻页标记不对，请回到第一页")) from error
    return found


def write_cursor(sort: str, key: Place) -> str:
    """A place in one order; in another it would mean nothing."""
    value, pk = key
    tag = "m" if isinstance(value, datetime) else "d" if isinstance(value, date) else ""
    tag = "n" if isinstance(value, Decimal) else tag
    plain = str(value) if tag == "n" else value.isoformat() if tag else value
    mark = json.dumps([sort, tag, plain, pk], separators=(",", ":"))
    return base64.urlsafe_b64encode(mark.encode()).decode().rstrip("=")


def read_cursor(text: str, sort: str) -> Place | None:
    """The place a cursor marks. Raises BadCriteria for one we did not write for this order."""
    if not text:
        return None
    readers = {"": lambda v: v, "m": datetime.fromisoformat, "d": date.fromisoformat, "n": Decimal}
    try:
        marked = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        order, tag, plain, pk = marked
        huge = isinstance(plain, int) and abs(plain) >= LARGEST
        if order != sort or huge or "\0" in str(plain) or abs(int(pk)) >= LARGEST:
            raise ValueError(order)
        return readers[tag](plain), int(pk)
    except (ValueError, KeyError, TypeError, binascii.Error, ArithmeticError) as error:
        raise BadCriteria(_("翻页标记不对，请回到第一页")) from error
