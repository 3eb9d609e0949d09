"""Custom fields as entities ask for them, and the views of a list."""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest

from sanjing.foundation.customization.models import CustomField, CustomizationVersion, SavedView
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.fields import Field
from sanjing.foundation.entities.kinds import KINDS

CUSTOM_KINDS = (
    "text", "longtext", "choice", "flag", "tags", "number", "money", "date", "moment",
    "phone", "email", "url", "region",
)  # fmt: skip
LOOK_AGAIN = 1.0


class _Cache:
    """Fields by entity, read again when the version row moved; looked at once a second."""

    def __init__(self) -> None:
        self.version = -1
        self.looked_at = 0.0
        self.fields: dict[str, dict[str, Field]] = {}

    def get(self, entity: str) -> dict[str, Field]:
        now = time.monotonic()
        if now - self.looked_at > LOOK_AGAIN:
            version = current_version()
            if version != self.version:
                self.version, self.fields = version, {}
            self.looked_at = now
        if entity not in self.fields:
            self.fields[entity] = read_fields(entity)
        return self.fields[entity]

    def clear(self) -> None:
        self.version, self.looked_at, self.fields = -1, 0.0, {}


cache = _Cache()


def custom_fields(entity: str) -> dict[str, Field]:
    return cache.get(entity)


def current_version() -> int:
    return CustomizationVersion.objects.values_list("number", flat=True).first() or 0


def read_fields(entity: str) -> dict[str, Field]:
    rows = CustomField.objects.filter(entity=entity, removed_at=None).order_by("position", "id")
    return {row.key: as_field(row) for row in rows}


def as_field(row: CustomField) -> Field:
    standing = tuple((one["id"], one["label"]) for one in row.options if not one.get("removed"))
    retired = tuple((one["id"], one["label"]) for one in row.options if one.get("removed"))
    return Field(
        name=row.key,
        label=row.label,
        kind=KINDS[row.kind],
        path=f"custom__{row.key}",
        source="custom",
        required=row.required,
        help=row.help,
        choices=standing,
        retired=retired,
    )


@dataclass(frozen=True)
class View:
    """A saved view as the list shows it."""

    pk: int
    label: str
    url: str
    current: bool
    mine: bool


def saved_views(entity: Entity, request: HttpRequest) -> list[View]:
    """My views of a list and those my colleagues share."""
    user_id = request.actor.user_id
    rows = SavedView.objects.filter(Q(owner_id=user_id) | Q(shared=True), entity=entity.name)
    here = request.GET.urlencode()
    return [
        View(
            row.pk,
            row.label,
            f"{entity.url()}?{row.query}",
            row.query == here,
            row.owner_id == user_id,
        )
        for row in rows.order_by("position", "id")
    ]
