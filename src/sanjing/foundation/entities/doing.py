"""A verb done to a record that is held meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records
from sanjing.foundation.entities.actions import Action
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.errors import Conflict


def do(
    entity: Entity,
    action: Action,
    pk: int,
    told: Mapping[str, Any],
    *,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Model:
    """Do it, if `version` is None or still the latest. Raises NotFound, Forbidden, Invalid, Conflict
    or the verb's own refusal.

    Whether the verb is offered is asked of the record as it stands now: while we waited for it,
    somebody else may have done the same, or the contrary.
    """
    with transaction.atomic():
        record = records.lock(entity, pk, by=by, verb=action.needs)
        if version is not None and record.version != version:
            raise Conflict(record)
        action.run(record, told, by=by, at=at)
    return record
