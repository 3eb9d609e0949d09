"""How what happens to tiers reads on a timeline."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.events.models import Event
from sanjing.foundation.events.timeline import describes, reads
from sanjing.modules.tiers.queries import may_read


@describes("customer.tier_changed")
def changed(event: Event, reader: Actor) -> dict[str, Any] | None:
    """Nothing for whom scores are hidden from, which a tier tells of."""
    if not may_read(reader):
        return None
    none = _("不分级")
    words = {"was": event.data["was"] or none, "now": event.data["now"] or none}
    icon = "arrow-up" if event.data["risen"] else "arrow-down"
    return {"text": _("分级从“%(was)s”变成“%(now)s”") % words, "icon": icon}


@describes("customer.tier_fixed")
def fixed(event: Event, reader: Actor) -> dict[str, Any] | None:
    if not may_read(reader):
        return None
    text = _("把分级定为“%(now)s”") % {"now": event.data["now"]}
    return {"text": text, "icon": "pin", "note": event.data["reason"]}


@describes("customer.tier_freed")
def freed(_event: Event, reader: Actor) -> dict[str, Any] | None:
    return {"text": _("分级又按规则来"), "icon": "restore"} if may_read(reader) else None


@describes("customer.grade_followed")
def followed(event: Event, reader: Actor) -> dict[str, Any]:
    words = _("按分级改了客户级别")
    told = _("按分级“%(tier)s”改了客户级别") % {"tier": event.data["tier"]}
    return {"text": told if may_read(reader) else words, "icon": "star"}


reads("tier.criteria_taken", _l("“%(title)s”收列表“%(view)s”里的客户"), "filter")
