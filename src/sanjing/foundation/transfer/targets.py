"""Which fields a file may fill for somebody."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor, FieldRule
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.fields import Field
from sanjing.foundation.entities.transfers import Words
from sanjing.foundation.transfer.options import NOWHERE, option_words
from sanjing.foundation.transfer.recognise import Target

KINDS = {"code": "text", "industry": "text", "birthday": "date"}


@dataclass(frozen=True)
class Column:
    """A field that a column may be mapped to. `home` is where its value goes.

    "own" is the entity itself, "extra" a column only its `place` understands, "beside" the second
    record fed from the row; `field` is then a field of that record.
    """

    name: str
    field: Field
    home: str = "own"

    @property
    def label(self) -> str:
        return str(self.field.label)

    @property
    def takes_parts(self) -> bool:
        return self.field.kind.name == "link"


def columns_for(entity: Entity, actor: Actor) -> dict[str, Column]:
    """What `actor` may fill in a new record of `entity`, its extras and what stands beside it."""
    transfer = entity.transfer
    exclude = transfer.exclude if transfer else ()
    found = {f.name: Column(f.name, f) for f in _writable(entity, actor) if f.name not in exclude}
    if transfer is None:
        return found
    found |= {f.name: Column(f.name, f, "extra") for f in transfer.extra}
    if transfer.beside and actor.may(transfer.beside.entity, "create"):
        other = registry.get(transfer.beside.entity)
        for field in _writable(other, actor):
            if field.name in transfer.beside.fields:
                name = transfer.beside.named(field.name)
                found[name] = Column(name, _labelled(field, other), "beside")
    return found


def target_of(column: Column, aliases: tuple[str, ...] = (), words: Words = NOWHERE) -> Target:
    """The column as the recogniser sees it."""
    field = column.field
    return Target(
        name=column.name,
        label=column.label,
        kind=KINDS.get(field.kind.name, field.kind.name),
        aliases=(*aliases, *field.aliases),
        required=field.required and column.home == "own",
        choices=tuple(option_words(field, words)) if field.choices else (),
    )


def targets_for(entity: Entity, actor: Actor) -> list[Target]:
    """The same in whatever language is spoken: files come in any of them."""
    aliases = entity.transfer.aliases if entity.transfer else {}
    words = entity.transfer.words if entity.transfer else {}
    labels: dict[str, list[str]] = defaultdict(list)
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            for column in columns_for(entity, actor).values():
                labels[column.name].append(column.label)
    with translation.override(settings.LANGUAGE_CODE):
        columns = columns_for(entity, actor).values()
        return [
            target_of(
                column,
                (*aliases.get(column.name, ()), *labels[column.name]),
                words.get(column.name, NOWHERE) if column.home == "own" else NOWHERE,
            )
            for column in columns
        ]


def _writable(entity: Entity, actor: Actor) -> list[Field]:
    """Fields that may be given with a new record: read-only ones too, hidden ones never."""
    bound = [field.bound_to(actor, entity.name) for field in entity.fields.values()]
    return [f for f in bound if f.editable and f.rule is not FieldRule.HIDDEN]


def _labelled(field: Field, other: Entity) -> Field:
    pattern = {"what": other.label, "field": field.label}
    return replace(field, label=_("%(what)s%(field)s") % pattern)
