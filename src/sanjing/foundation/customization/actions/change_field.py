from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.guards import require_administrator
from sanjing.foundation.customization.actions.define_field import (
    FieldRefused,
    announce,
    check_definition,
)
from sanjing.foundation.customization.models import CustomField
from sanjing.foundation.customization.queries import holders_of
from sanjing.foundation.entities import registry


@transaction.atomic
def change_field(
    field: CustomField,
    *,
    label: str,
    target: str = "",
    options: Sequence[str] = (),
    required: bool = False,
    help: str = "",
    by: Actor,
    at: datetime,
) -> CustomField:
    """Rename a field or its options; values are kept. The kind stays what it is, and what a link
    points at once a record holds a value.
    """
    require_administrator(by)
    entity = registry.get(field.entity)
    field = CustomField.objects.select_for_update().get(pk=field.pk)
    target = target or field.target
    check_definition(entity, label, field.kind, options, target=target, key=field.key)
    if target != field.target and holders_of(field).exists():
        raise FieldRefused({"target": [_("已有记录填了它，不能再指向别的资料")]})
    before = {"label": field.label, "options": field.options}
    field.label, field.required, field.help = label, required, help
    field.target = target if field.kind == "link" else ""
    field.options = merged(field.options, options)
    field.save()
    announce(entity, "field_changed", {"key": field.key, "label": label, "before": before}, by, at)
    return field


def merged(existing: list[dict], labels: Sequence[str]) -> list[dict]:
    """Options in their new order.

    A label that stands, or that was set aside and comes back, keeps its id. A new label at the
    place of one that went is its new name. One that is left over is set aside, so that records
    keep showing it.
    """
    by_label = {
        one["label"]: one for one in sorted(existing, key=lambda one: not one.get("removed"))
    }
    gone = [one for one in existing if one["label"] not in labels and not one.get("removed")]
    renamed = dict(zip([text for text in labels if text not in by_label], gone, strict=False))
    highest = max((int(one["id"][1:]) for one in existing), default=0)
    result = []
    for text in labels:
        known = by_label.get(text) or renamed.get(text)
        highest += 0 if known else 1
        result.append({"id": known["id"] if known else f"o{highest}", "label": text})
    used = {one["id"] for one in result}
    return result + [{**one, "removed": True} for one in existing if one["id"] not in used]
