"""Reads: the files of a record, one of them, and what lies in the bin."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, Model, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.binned import MOST, Binned
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.records import NotFound
from sanjing.foundation.files.models import Attachment


def of_record(record: Model, *, removed: bool = False) -> QuerySet[Attachment]:
    """The newest first. `record` must be one the reader was given."""
    name = records.entity_of(record).name
    rows = Attachment.objects.filter(entity=name, record_id=record.pk)
    rows = rows.filter(removed_at__isnull=not removed)
    return rows.select_related("added_by").order_by("-pk")


def obtain(record: Model, pk: int, *, removed: bool = False) -> Attachment:
    """One file of a record. Raises NotFound."""
    found = of_record(record, removed=removed).filter(pk=pk).first()
    if found is None:
        raise NotFound(_("这里没有这个文件。"))
    return found


def keeping() -> list[Entity]:
    """Record types whose records keep files."""
    return [entity for entity in registry.all_entities() if entity.files]


def binned_for(actor: Actor) -> Iterator[Binned]:
    """Files in the bin of records that the actor may change: of each file, not of all records, it is asked."""
    for entity in keeping():
        if actor.may(entity.name, "change"):
            rows = Attachment.objects.filter(entity=entity.name, removed_at__isnull=False)
            reached = entity.visible_to(actor, "change").filter(pk=OuterRef("record_id"))
            for one in rows.filter(Exists(reached)).order_by("-removed_at")[:MOST]:
                address = f"/{entity.slug}/{one.record_id}/files/{one.pk}/restore/"
                if one.removed_at:
                    yield Binned(_l("文件"), one.name, one.removed_at, address)
