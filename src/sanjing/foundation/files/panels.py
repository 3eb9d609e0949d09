"""The files of a record on its page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Model

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.files import queries
from sanjing.foundation.files.checking import most_bytes


class FilesPanel:
    """Files with their size, who added them and when; the page says whether one may add more."""

    template = "files/panel.html"

    def context(self, entity: Entity, record: Model, actor: Actor) -> dict[str, Any]:
        return {
            "label": entity.files.label if entity.files else "",
            "files": list(queries.of_record(record)),
            "address": f"{entity.url(record)}files/",
            "accept": ",".join(f".{ending}" for ending in settings.ENV.file_types),
            "most_megabytes": settings.ENV.file_megabytes,
            "most_bytes": most_bytes(),
        }


def give_panel(entity: Entity) -> None:
    """Put the panel into the narrow column, below what the record is: history keeps the wide one."""
    side = entity.detail.side
    if entity.files and not any(isinstance(panel, FilesPanel) for panel in side):
        side.insert(1, FilesPanel())
