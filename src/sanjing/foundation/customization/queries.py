"""Custom fields as entities ask for them, and the views of a list."""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

from sanjing.foundation.accounts.models import User
from sanjing.foundation.customization.models import CustomField, CustomizationVersion, SavedView
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.fields import Field
from sanjing.foundation.entities.kinds import KINDS

CUSTOM_KINDS = (
    "text", "longtext", "choice", "flag", "tags", "number", "money", "date", "moment",
    "phone", "email", "url", "region", "user", "link",
)  # fmt: skip
POINTING = ("user", "link")
"""Kinds whose values are ids of people and of records."""
LOOK_AGAIN = 1.0


class _Cache:
    """Fields by entity, read again when the version row moved; looked at once a second."""

    def __init__(self) -> None:
        self.version = -1
        self.looked_at = 0.0
        self.fields: dict[str, dict[str, Field]] | None = None

    def get(self, entity: str) -> dict[str, Field]:
        now = time.monotonic()
        if now - self.looked_at > LOOK_AGAIN:
            version = current_version()
            if version != self.version:
                self.version, self.fields = version, None
            self.looked_at = now
        if self.fields is None:
            self.fields = read_fields()
        return self.fields.get(entity, {})

    def clear(self) -> None:
        self.version, self.looked_at, self.fields = -1, 0.0, None


cache = _Cache()


def custom_fields(entity: str) -> dict[str, Field]:
    return cache.get(entity)


def current_version() -> int:
    return CustomizationVersion.objects.values_list("number", flat=True).first() or 0


def read_fields() -> dict[str, dict[str, Field]]:
    """All own fields by entity. A link into a module that is gone is left out."""
    found: dict[str, dict[str, Field]] = {}
    for row in CustomField.objects.filter(removed_at=None).order_by("position", "id"):
        if row.kind != "link" or registry.find(row.target):
            found.setdefault(row.entity, {})[row.key] = as_field(row)
    return found


def pointed_at() -> list[Entity]:
    """What a link may point at: everything that is searched for."""
    return [entity for entity in registry.all_entities() if entity.search]


def target_of(row: CustomField) -> type[Model] | None:
    if row.kind == "user":
        return User
    return registry.get(row.target).model if row.kind == "link" else None


def holders_of(row: CustomField) -> QuerySet:
    """All records that hold a value of a field, in the bin too."""
    filled = {f"custom__{row.key}__isnull": False}
    return registry.get(row.entity).model._default_manager.filter(**filled)


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
        target_model=target_of(row),
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
