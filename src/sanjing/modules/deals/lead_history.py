"""How the events of leads read on a timeline."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.events.models import Event
from sanjing.foundation.events.timeline import describes


@describes("lead.assigned")
def assigned(event: Event, _reader: Actor) -> dict[str, Any]:
    told = {"title": event.title, "to": event.data["to_name"], "rule": event.data["rule"]}
    by_rule = _("按规则“%(rule)s”把线索“%(title)s”分给%(to)s")
    text = (by_rule if event.data["rule"] else _("把线索“%(title)s”交给%(to)s")) % told
    return {"text": text, "icon": "user-share", "note": event.data.get("note", "")}


@describes("lead.claimed")
def claimed(event: Event, _reader: Actor) -> dict[str, Any]:
    return {"text": _("领取了线索“%(title)s”") % {"title": event.title}, "icon": "hand-grab"}


@describes("lead.contacted")
def contacted(event: Event, _reader: Actor) -> dict[str, Any]:
    told = {"title": event.title, "minutes": event.data["minutes"]}
    text = _("首次联系线索“%(title)s”，用了 %(minutes)s 分钟") % told
    return {"text": text, "icon": "phone", "note": event.data.get("note", "")}


@describes("lead.qualified")
def qualified(event: Event, _reader: Actor) -> dict[str, Any]:
    told = {"title": event.title}
    text = (
        _("线索“%(title)s”转为老客户的商机")
        if event.data["was_known"]
        else _("线索“%(title)s”转为新客户和商机")
    )
    return {"text": text % told, "icon": "chart-funnel"}


@describes("lead.returned")
def returned(event: Event, _reader: Actor) -> dict[str, Any]:
    text = _("把线索“%(title)s”放回公海") % {"title": event.title}
    return {"text": text, "icon": "arrow-back-up", "note": event.data["reason"]}


@describes("lead.discarded")
def discarded(event: Event, _reader: Actor) -> dict[str, Any]:
    text = _("线索“%(title)s”无效") % {"title": event.title}
    return {"text": text, "icon": "trash", "note": event.data["reason"]}


@describes("needsignal.pursued")
def pursued(event: Event, _reader: Actor) -> dict[str, Any]:
    text = _("按需求信号“%(title)s”建了商机") % {"title": event.title}
    return {"text": text, "icon": "chart-funnel"}
