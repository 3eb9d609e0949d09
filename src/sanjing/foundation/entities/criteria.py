"""One filter language: a small tree, kept as JSON, read as a sentence, compiled to a `Q`.

JSON forms: {"all": [...]}, {"any": [...]}, {"not": {...}} and
{"field": "stage", "op": "is", "value": "new"}.
A field may lie one relation away: "customer.industry".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor, Scope
from sanjing.foundation.entities.fields import Beside, Field
from sanjing.foundation.entities.kinds import Asked, Kind
from sanjing.foundation.phrases import labelled

DEEPEST = 6
MOST = 60
COMPARED = ("is", "in", "above", "at_least", "below", "at_most", "on", "before", "after", "within")
"""Operators that nothing empty meets."""


class BadCriteria(ValueError):
    """The tree cannot be understood or names something this reader may not ask about."""


@dataclass(frozen=True, slots=True)
class Test:
    field: str
    op: str
    value: Any = None


@dataclass(frozen=True, slots=True)
class Group:
    join: str
    parts: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Criterion


Criterion = Test | Group | Not
EVERYTHING = Group("all", ())


def parse(data: Any, depth: int = 0) -> Criterion:
    """The tree that `data` (decoded JSON) spells. Raises BadCriteria."""
    if not isinstance(data, dict) or depth > DEEPEST:
        raise BadCriteria(_("筛选条件写得不对"))
    if "field" in data:
        return Test(str(data["field"]), str(data.get("op", "is")), data.get("value"))
    if "not" in data:
        return Not(parse(data["not"], depth + 1))
    for join in ("all", "any"):
        if isinstance(data.get(join), list) and len(data[join]) <= MOST:
            return Group(join, tuple(parse(part, depth + 1) for part in data[join]))
    raise BadCriteria(_("筛选条件写得不对"))


def dump(criterion: Criterion) -> dict[str, Any]:
    match criterion:
        case Test(name, op, value):
            return {"field": name, "op": op} | ({} if value is None else {"value": value})
        case Not(part):
            return {"not": dump(part)}
        case Group(join, parts):
            return {join: [dump(part) for part in parts]}


def resolve(name: str, fields: Mapping[str, Field], actor: Actor) -> Field:
    """The field that `name` means to this reader, with its path from here. Raises BadCriteria."""
    head, _dot, tail = name.partition(".")
    field = fields.get(head)
    if field is None or field.masked:
        raise BadCriteria(_("没有可以筛选的字段“%(name)s”") % {"name": name[:60]})
    if not tail:
        return replace(field, path=f"custom__{field.name}") if field.source == "custom" else field
    if field.kind.name != "link" or field.points or not actor.may(field.target.name, "see"):
        raise BadCriteria(_("没有可以筛选的字段“%(name)s”") % {"name": name[:60]})
    inner = resolve(tail, field.target.fields_for(actor), actor)
    if inner.annotation:
        raise BadCriteria(_("没有可以筛选的字段“%(name)s”") % {"name": name[:60]})
    return replace(
        inner, path=f"{field.path}__{inner.path}", label=f"{field.label} · {inner.label}"
    )


def compile(criterion: Criterion, fields: Mapping[str, Field], asked: Asked) -> Q:
    """A condition over the rows, two-valued. `fields` are those the reader may know of."""
    match criterion:
        case Not(part):
            return ~compile(part, fields, asked)
        case Group(join, parts):
            whole = Q()
            for part in parts:
                inner = compile(part, fields, asked)
                whole = whole & inner if join == "all" else whole | inner
            return whole
        case Test(name, op, value):
            field = resolve(name, fields, asked.actor)
            right = _right_side(field, op, value)
            try:
                found = _condition(field, op, right, asked)
            except OverflowError as error:
                raise BadCriteria(labelled(field.label, error)) from error
            return within_reach(name, fields, asked.actor) & found


def _condition(field: Field, op: str, right: Any, asked: Asked) -> Q:
    if field.source == "custom":
        return over_json(field.kind.q_kept(field.path, op, right, asked), field.kind)
    if kept := compared_beside(field, op):
        return kept.met(field.kind.q(kept.column, op, right, asked))
    return field.kind.q(field.path, op, right, asked)


def compared_beside(field: Field, op: str) -> Beside | None:
    """What is kept beside the record, where a comparison need only look there: who has no such row
    meets none, unless the field stands for it with a value.
    """
    kept = field.annotation
    return kept if isinstance(kept, Beside) and kept.empty is None and op in COMPARED else None


def over_json(found: Q, kind: Kind) -> Q:
    """The same condition over a custom field, with the values as its JSON keeps them."""

    def kept(path: str, value: Any) -> Any:
        if isinstance(value, list):
            return [kept(path, one) for one in value]
        return value if path.endswith("__isnull") or isinstance(value, str) else kind.keep(value)

    children = [
        over_json(one, kind) if isinstance(one, Q) else (one[0], kept(*one))  # type: ignore[index, misc]  # a leaf is a pair
        for one in found.children
    ]
    return Q(*children, _connector=found.connector, _negated=found.negated)


def within_reach(name: str, fields: Mapping[str, Field], actor: Actor) -> Q:
    """For "customer.phone": the customer is one the reader may see, or nothing is said of it."""
    head, dot, tail = name.partition(".")
    if not dot:
        return Q()
    link = fields[head]
    deeper = within_reach(tail, link.target.fields_for(actor), actor)
    if actor.scope(link.target.name, "see") is Scope.ALL and not deeper:
        return Q()
    rows = link.target.visible_to(actor).filter(deeper)
    return Q(**{f"{link.path}__isnull": False}) & Q(**{f"{link.path}__in": rows})


def _right_side(field: Field, op: str, value: Any) -> Any:
    if op not in field.kind.operators:
        raise BadCriteria(_("“%(field)s”不能这样筛选") % {"field": field.label})
    try:
        right = field.kind.question(op, value, field)
    except (ValueError, TypeError, OverflowError) as error:
        raise BadCriteria(labelled(field.label, error)) from error
    if right is None and op not in ("empty", "filled"):
        raise BadCriteria(_("请写上“%(field)s”要比较的值") % {"field": field.label})
    return right


def needed_annotations(criterion: Criterion, fields: Mapping[str, Field]) -> dict[str, Any]:
    """Computed values the condition needs on the queryset."""
    match criterion:
        case Not(part):
            return needed_annotations(part, fields)
        case Group(_join, parts):
            return {
                key: value
                for part in parts
                for key, value in needed_annotations(part, fields).items()
            }
        case Test(name, op):
            field = fields.get(name)
            if field is None or field.annotation is None or compared_beside(field, op):
                return {}
            return {name: field.annotation()}
