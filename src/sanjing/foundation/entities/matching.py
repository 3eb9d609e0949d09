"""Whether one record meets conditions, for rules that the company keeps as data."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Model

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.entities import criteria, registry
from sanjing.foundation.entities.kinds import Asked


def matches(record: Model, tree: Any, today: date) -> bool:
    """Whether the saved `record` meets the conditions of `tree` (decoded JSON); none, and it does.

    Asked with the rights of the program, for the rule holds for everybody. Raises BadCriteria.
    """
    if not tree:
        return True
    entity = registry.entity_of_model(type(record))
    asked = Asked(system_actor("matching"), today)
    condition, fields = criteria.parse(tree), entity.fields
    rows = type(record)._default_manager.filter(pk=record.pk)
    rows = rows.annotate(**criteria.needed_annotations(condition, fields))
    return rows.filter(criteria.compile(condition, fields, asked)).exists()
