"""Setting what the columns of a file mean, before it is brought in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.customization.actions.define_field import define_field
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.errors import Refusal
from sanjing.foundation.transfer import mapping
from sanjing.foundation.transfer.files import open_table
from sanjing.foundation.transfer.jobs import path_of
from sanjing.foundation.transfer.models import ImportJob

NEW_FIELD = "+"


class AlreadyBegun(Refusal):
    """The import has been started; its mapping stands."""

    code = "already_begun"


def arrange(
    job: ImportJob,
    choices: Sequence[str],
    *,
    match: str = "",
    clear: bool = False,
    by: Actor,
    at: datetime,
) -> None:
    """Take one choice a column ("name", "name:part", "" for none, "+" for a custom field of its own)."""
    require_ready(job)
    entity = registry.get(job.entity)
    choices = [
        own_field(entity, one, by, at) if choice == NEW_FIELD else choice
        for one, choice in zip(mapping.load(job.mapping), choices, strict=False)
    ]
    arranged = mapping.chosen(mapping.load(job.mapping), choices, entity, by)
    keys = ["+".join(key) for key in entity.transfer.keys]
    job.mapping = mapping.dump(arranged)
    job.match = match if match in keys else ""
    job.options = {"clear": clear}
    job.save(update_fields=["mapping", "match", "options"])


def own_field(entity: Entity, one: mapping.Assigned, by: Actor, at: datetime) -> str:
    """The key of a custom field named after the column; one of that name is taken as it is."""
    for field in entity.fields.values():
        if str(field.label) == one.header:
            return field.name
    kind = one.suggested_kind or "text"
    return define_field(entity, label=one.header[:60], kind=kind, by=by, at=at).key


def turn_to(job: ImportJob, *, entity: Entity, sheet: str, by: Actor) -> None:
    """Read another sheet, or bring the file into another entity; the columns are recognised anew."""
    require_ready(job)
    table = open_table(path_of(job), sheet=sheet or None)
    job.entity, job.sheet, job.match = entity.name, table.sheet or "", ""
    job.mapping = mapping.dump(mapping.propose(table, entity, by))
    job.save(update_fields=["entity", "sheet", "match", "mapping"])


def require_ready(job: ImportJob) -> None:
    if job.state != ImportJob.State.READY:
        raise AlreadyBegun(_("这次导入已经开始，不能再改对应关系。"))
