"""A valid record of any entity, by rule: from its fields and their kinds, never from a list.

An entity that is registered is covered. A kind that a module brings needs one line in `SAMPLES`.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Model
from django.utils import timezone

from sanjing.foundation.accounts.actor import Actor, system_actor
from sanjing.foundation.entities import records
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.fields import Field

_numbers = itertools.count(1)

SAMPLES: dict[str, Callable[[Field, int], Any]] = {
    "text": lambda field, n: f"密{n:05d}"[-(field.max_length or 40) :],
    "longtext": lambda field, n: f"长文密{n:05d}",
    "choice": lambda field, n: field.choices[n % len(field.choices)][0],
    "flag": lambda field, n: True,
    "tags": lambda field, n: [f"签{n:05d}", "常用"],
    "number": lambda field, n: 1 + n % 90,
    "money": lambda field, n: f"{40_000_000 + n}.17",
    "date": lambda field, n: (date(2031, 1, 1) + timedelta(n % 36_500)).isoformat(),
    "moment": lambda field, n: f"{date(2031, 1, 1) + timedelta(n % 36_500)} 09:{n % 60:02d}",
    "phone": lambda field, n: f"139{n:08d}",
    "email": lambda field, n: f"secret{n:05d}@example.com",
    "url": lambda field, n: f"https://secret{n:05d}.example.com",
    "region": lambda field, n: "440106",
    "code": lambda field, n: "91350100M000100Y43",
    "industry": lambda field, n: f"自有行业{n:05d}",
    "birthday": lambda field, n: f"1980-{1 + n % 12:02d}-{1 + n % 28:02d}",
    "photo": lambda field, n: "",
    "role": lambda field, n: "salesperson",
    "lines": lambda field, n: [],
    "return_lines": lambda field, n: [],
    "bundle": lambda field, n: "",
    "team": lambda field, n: "",
    "members": lambda field, n: [],
    "field_names": lambda field, n: ["amount"],
    "regions": lambda field, n: ["440106", "4201"],
    "vehicles": lambda field, n: f"粤A{n:05d} × {80 + n % 9}",
    "skill": lambda field, n: f"能力{n:05d}",
    "criteria": lambda field, n: "",
}
"""What a person might give for a field of each kind; `n` makes one record differ from the next.

Of two days or moments the one given later is the later one, as a record names them in the order they come.
"""

TELLING = ("text", "longtext", "money", "phone", "email", "url", "industry", "tags")
"""Kinds whose sample appears nowhere by chance, so that finding it proves a leak."""


class NoSample(LookupError):
    """A kind has no sample: add one line for it to `SAMPLES` in tests/support/factories.py."""


NEEDED = {
    "promisefloor": {"most", "valid_from"},
    "quota": {"contacts"},
    "departure": {"came_back_on"},
}
"""Fields of which no single one is required, but one of several; a floor is not in force while others are made,
and a customer may leave again once it came back."""
LEFT_OUT = {
    "promisefloor": {"least"},
    "promise": {"made_on"},
    "standingpromise": {"start"},
    "servicechange": {"months", "against"},
    "caseuse": {"purpose"},
    "stockcount": {"counted_on"},
    "delivery": {"vehicle"},
    "tier": {"measure", "at_least", "answer_days"},
}
"""Fields that hang together with another, so that samples of both may clash, or that tell of the past."""


def sample(field: Field, number: int | None = None) -> Any:
    """A value for any field that points at nothing."""
    try:
        give = SAMPLES[field.kind.name]
    except KeyError:
        raise NoSample(f"{field.name}: kind {field.kind.name!r}") from None
    return give(field, next(_numbers) if number is None else number)


def values_for(entity: Entity, by: Actor, *, full: bool = False, **given: Any) -> dict[str, Any]:
    """What it takes to make a record of `by`: all it needs, or with `full` all it can hold."""
    values = dict(given)
    for name, field in entity.fields.items():
        if name in values or not field.editable or name == "reference":
            continue
        if field.kind.name == "user":
            values |= {name: by.user_id} if full or field.required or not field.points else {}
        elif field.target_model is not None:
            if field.required or name == entity.hub:
                may = by.may(field.target.name, "create")
                values[name] = make(field.target, by if may else system_actor("仓管"))
        elif name in LEFT_OUT.get(entity.name, ()):
            continue
        elif field.required or name == entity.title or full or name in NEEDED.get(entity.name, ()):
            values[name] = sample(field)
    return values


def make(
    entity: Entity, by: Actor, *, full: bool = False, at: datetime | None = None, **given: Any
) -> Model:
    """A record that belongs to `by`, with the records it hangs on; others make what `by` may not."""
    values = values_for(entity, by, full=full, **given)
    return records.create(entity, values, by=by, at=at or timezone.now())


def typed(values: dict[str, Any]) -> dict[str, Any]:
    """Values as a browser sends them."""
    plain = {name: getattr(value, "pk", value) for name, value in values.items()}
    return {name: "" if value is None else value for name, value in plain.items()}
