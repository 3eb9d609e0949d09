"""What a set-wise write turns down: values already taken, and rows beyond the actor's reach."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import cleaning
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.errors import Forbidden
from sanjing.foundation.entities.fields import Field
from sanjing.foundation.entities.guards import held
from sanjing.foundation.entities.records import must_assign

CHUNK = 500


@dataclass
class Outcome[R: Model]:
    """What became of each row, by its position in the call."""

    created: dict[int, R] = field(default_factory=dict)
    changed: dict[int, R] = field(default_factory=dict)
    unchanged: dict[int, R] = field(default_factory=dict)
    refused: dict[int, dict[str, list[str]]] = field(default_factory=dict)


def may_pass(
    entity, record, changes, scope: str, by: Actor, position: int, outcome: Outcome
) -> bool:
    """Whether a row may leave the hands it was in."""
    try:
        if must_assign(entity, record, changes, by) or by.is_system:
            return True
    except Forbidden as error:
        outcome.refused[position] = {"": [error.message]}
        return False
    wanted = entity.policy.wanted_tokens(by, entity.name)
    if (
        wanted is None
        or entity.policy.tokens(record) == scope
        or {*entity.policy.tokens(record).split()} & {*wanted}
    ):
        return True
    outcome.refused[position] = {
        "": [_("这样保存后，这条%(what)s就不归您管了") % {"what": entity.label}]
    }
    return False


def refuse_taken_changes(
    entity: Entity, touched: dict[int, tuple[Model, dict]], outcome: Outcome
) -> None:
    """Refuse changes to a unique value that another record has; few imports change one."""
    for position, (record, changes) in list(touched.items()):
        if any(field.unique and field.name in changes for field in entity.columns.values()):
            errors = cleaning.check_unique(entity, record)
            if errors:
                outcome.refused[position] = errors
                touched.pop(position)


def refuse_held_changes(
    entity: Entity, touched: dict[int, tuple[Model, dict]], outcome: Outcome
) -> None:
    """Refuse changes to records that something holds still."""
    why = held(entity.name, {record.pk: changes for record, changes in touched.values()})
    for position, (record, _changes) in list(touched.items()) if why else ():
        if record.pk in why:
            outcome.refused[position] = {"": [why[record.pk]]}
            touched.pop(position)


def refuse_taken(entity: Entity, made: dict[int, Model], outcome: Outcome) -> None:
    """Refuse rows whose unique values exist already or stand twice in the call."""
    for fld in entity.columns.values():
        if not fld.unique:
            continue
        values = {position: fld.value(record) for position, record in made.items()}
        taken = _existing(entity, fld, [value for value in values.values() if value])
        for position, value in values.items():
            if value and value in taken:
                told = cleaning.taken(entity, fld, value, taken[value])
                outcome.refused[position] = {fld.name: [told]}
                made.pop(position)
            elif value:
                taken[value] = cleaning.Holder.AT_WORK


def _existing(entity: Entity, field: Field, values: list[Any]) -> dict[Any, cleaning.Holder]:
    found: dict[Any, cleaning.Holder] = {}
    for start in range(0, len(values), CHUNK):
        found |= cleaning.holders(entity, field, values[start : start + CHUNK])
    return found


def refuse_out_of_scope(
    entity: Entity, made: dict[int, Model], by: Actor, verb: str, outcome: Outcome
) -> None:
    """Take back rows that would fall outside what `by` may make."""
    if by.is_system:
        return
    ids = {record.pk for record in made.values()}
    inside = set()
    for start in range(0, len(ids), CHUNK):
        part = sorted(ids)[start : start + CHUNK]
        inside.update(entity.visible_among(by, part, verb).values_list("pk", flat=True))
    outside = [position for position, record in made.items() if record.pk not in inside]
    for position in outside:
        outcome.refused[position] = {
            "": [_("这条%(what)s不归您管，不能由您建立") % {"what": entity.label}]
        }
    entity.model._default_manager.filter(
        pk__in=[made.pop(position).pk for position in outside]
    ).delete()
