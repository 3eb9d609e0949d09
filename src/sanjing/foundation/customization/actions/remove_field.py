from __future__ import annotations

from datetime import datetime

from django.db import transaction

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.guards import require_administrator
from sanjing.foundation.customization.actions.define_field import announce
from sanjing.foundation.customization.indexes import drop_index
from sanjing.foundation.customization.models import CustomField
from sanjing.foundation.entities import registry


@transaction.atomic
def remove_field(field: CustomField, *, by: Actor, at: datetime) -> None:
    """Take a field out of sight. Its values stay in the records and in the history."""
    require_administrator(by)
    field.removed_at = at
    field.save(update_fields=["removed_at"])
    drop_index(field)
    announce(
        registry.get(field.entity),
        "field_removed",
        {"key": field.key, "label": field.label},
        by,
        at,
    )
