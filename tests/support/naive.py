"""Criteria evaluated row by row in plain Python: what the database must agree with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone

from sanjing.foundation.accounts.models import User
from sanjing.foundation.entities.criteria import Criterion, Group, Not, Test
from sanjing.foundation.entities.fields import Field
from sanjing.foundation.entities.kinds import Asked
from sanjing.kernel.periods import relative_range

NOTHING = (None, "", [])


def holds(criterion: Criterion, record: Model, fields: Mapping[str, Field], asked: Asked) -> bool:
    match criterion:
        case Not(part):
            return not holds(part, record, fields, asked)
        case Group(join, parts):
            found = [holds(part, record, fields, asked) for part in parts]
            return all(found) if join == "all" else any(found)
        case Test(name, op, wanted):
            field, value = reach(name, record, fields, asked)
            if op in ("empty", "filled"):
                return (value in NOTHING) == (op == "empty")
            return compare(field, op, value, wanted, asked)


def reach(name: str, record: Model | None, fields: Mapping[str, Field], asked: Asked):
    """The field and the value that "customer.phone" means, following links."""
    head, _dot, tail = name.partition(".")
    field = fields[head]
    value = field.value(record) if record is not None else None
    if tail:
        return reach(tail, value, field.target.fields_for(asked.actor), asked)
    return field, value


def compare(field: Field, op: str, value: Any, wanted: Any, asked: Asked) -> bool:
    kind = field.kind.name
    if kind == "flag":
        return bool(value) == field.kind.parse(wanted, field)
    if kind == "tags":
        has = value is not None and f"|{wanted}|".lower() in value.lower()
        return has == (op == "has")
    if kind in ("link", "user"):
        return points(op, value, wanted, asked)
    if kind in ("date", "moment"):
        return lies(op, value, wanted, asked)
    if op in ("contains", "starts"):
        text = None if value is None else value.lower()
        part = str(wanted).lower()
        return text is not None and (part in text if op == "contains" else text.startswith(part))
    if op == "within":
        return value is not None and value.startswith(field.kind.parse(wanted, field))
    if op == "in":
        return value in [field.kind.parse(one, field) for one in wanted]
    return measured(op, value, field.kind.parse(wanted, field))


def points(op: str, value: Any, wanted: Any, asked: Asked) -> bool:
    if op == "in_team":
        return value is not None and User.objects.get(pk=value.pk).team_id == wanted
    if op == "in":
        return any(points("is", value, one, asked) for one in wanted)
    wanted = asked.actor.user_id if wanted == "me" else wanted
    same = value is not None and value.pk == wanted
    return same == (op == "is")


def lies(op: str, value: date | datetime | None, wanted: Any, asked: Asked) -> bool:
    """Days are those of the installation's zone."""
    if value is None:
        return op == "not_within"
    day = timezone.localtime(value).date() if isinstance(value, datetime) else value
    if "within" in op:
        start, end = relative_range(wanted, asked.today)
        return (start <= day < end) == (op == "within")
    wanted = date.fromisoformat(wanted)
    return {"on": day == wanted, "before": day < wanted, "after": day > wanted}[op]


def measured(op: str, value: Any, wanted: Any) -> bool:
    if op == "is_not":
        return value != wanted
    if value is None:
        return False
    return {
        "is": value == wanted,
        "above": value > wanted,
        "at_least": value >= wanted,
        "below": value < wanted,
        "at_most": value <= wanted,
    }[op]
