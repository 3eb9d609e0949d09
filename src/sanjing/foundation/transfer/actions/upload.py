"""Taking a file in: kept, read, its columns recognised; nothing is written to records yet."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePath
from typing import IO

from django.core.files import File
from django.core.files.storage import default_storage
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.errors import Forbidden, Invalid
from sanjing.foundation.transfer import mapping
from sanjing.foundation.transfer.files import UnreadableFile, open_table
from sanjing.foundation.transfer.models import ImportJob

MOST_BYTES = 50 * 1024 * 1024


def upload(
    entity: Entity, content: IO[bytes], name: str, *, by: Actor, at: datetime, match: str = ""
) -> ImportJob:
    """Keep a file and say what its columns mean. Raises Forbidden or Invalid with a sentence."""
    if entity.transfer is None or not (
        by.may(entity.name, "create") or by.may(entity.name, "change")
    ):
        raise Forbidden(_("您的角色不能导入%(what)s。") % {"what": entity.label})
    suffix = PurePath(name).suffix[:10].lower()
    path = default_storage.save(f"imports/{get_random_string(16)}{suffix}", File(content))
    try:
        table = open_table(default_storage.path(path))
    except UnreadableFile as problem:
        default_storage.delete(path)
        raise Invalid({"file": [_(problem.template) % problem.params]}) from problem
    return ImportJob.objects.create(
        entity=entity.name,
        name=PurePath(name).name[:200],
        path=path,
        sheet=(table.sheet or "")[:100],
        mapping=mapping.dump(mapping.propose(table, entity, by)),
        match=match,
        by_id=by.user_id,
        created_at=at,
    )
