"""How departures read on a timeline."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.events.models import Event
from sanjing.foundation.events.timeline import describes, reads


@describes("departure.created")
def left(event: Event, reader: Actor) -> dict[str, Any]:
    """Since when and why, as far as this reader may know."""
    values, known = event.data.get("values", {}), registry.get("departure").fields_for(reader)
    told = {
        name: value for name, value in values.items() if name in known and not known[name].masked
    }
    reason = (told.get("reason") or {}).get("text", "")
    words = {"day": told.get("left_on", ""), "reason": reason}
    text = _("登记了流失：%(day)s %(reason)s") % words
    return {"text": text.strip(), "icon": "door-exit", "note": told.get("said", "")}


@describes("departure.returned")
def returned(event: Event, _reader: Actor) -> dict[str, Any]:
    words = _("赢回了客户，%(day)s") if event.data["won"] else _("客户自己回来了，%(day)s 又下了单")
    text = words % {"day": event.data["came_back_on"]}
    return {"text": text, "icon": "heart-handshake", "note": event.data.get("note", "")}


reads("departure.reopened", _l("回来后的订单不算数了，客户仍是流失"), "door-exit")
reads("departure.planned", _l("安排了赢回待办，%(due_on)s 到期"), "checkbox")
reads("departure.improving", _l("请%(to_name)s整改：%(what)s"), "tool")
reads("lossreason.improving", _l("请%(to_name)s整改：%(what)s"), "tool")
reads("assumption.set", _l("改了参数“%(title)s”"), "adjustments", note="reason")
