"""How files read on a timeline."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.events.models import Event
from sanjing.foundation.events.timeline import describes
from sanjing.foundation.phrases import listed

SHOWN = 5


@describes("file.added")
def added(event: Event, _reader: Actor) -> dict[str, Any]:
    return _told(event, _("添加了文件%(names)s"), "paperclip")


@describes("file.removed")
def removed(event: Event, _reader: Actor) -> dict[str, Any]:
    return _told(event, _("把文件%(names)s移入回收站"), "trash")


@describes("file.restored")
def restored(event: Event, _reader: Actor) -> dict[str, Any]:
    return _told(event, _("恢复了文件%(names)s"), "restore")


@describes("file.purged")
def purged(event: Event, _reader: Actor) -> dict[str, Any]:
    return _told(event, _("彻底清除了文件%(names)s"), "trash")


def _told(event: Event, words: str, icon: str) -> dict[str, Any]:
    """On the timeline of a hub the note names the record of it that keeps the file."""
    files = event.data["files"]
    names = listed([_("“%(name)s”") % {"name": one["name"]} for one in files[:SHOWN]])
    if len(files) > SHOWN:
        names = _("%(names)s等 %(count)s 个") % {"names": names, "count": len(files)}
    entity = registry.find(event.entity)
    is_hub = entity is None or entity.hub == "self"
    note = "" if is_hub else f"{entity.label} · {event.title}"
    return {"text": words % {"names": names}, "icon": icon, "note": note}
