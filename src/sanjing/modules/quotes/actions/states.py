"""The step every verb of quotes and contracts takes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.errors import Refusal
from sanjing.foundation.events.publish import Happening
from sanjing.modules.quotes.models import Contract, Quote


class OutOfTurn(Refusal):
    """Somebody else answered meanwhile, so the verb makes no sense any more."""

    code = "out_of_turn"


def copied(entity: Entity, record: Any, names: Iterable[str]) -> dict[str, Any]:
    """Values of `record` as `records.create` takes them for another one like it."""
    fields = entity.fields
    return {
        name: fields[name].text(record)
        if fields[name].kind.name == "money"
        else getattr(record, name)
        for name in names
    }


def enter[R: (Quote, Contract)](
    record: R, state: str, *, by: Actor, at: datetime, telling: Happening | None = None, **kept: Any
) -> R:
    """Move to `state`, and keep with it what nobody types."""
    return records.change(record, {}, by=by, at=at, telling=telling, kept={"state": state, **kept})
