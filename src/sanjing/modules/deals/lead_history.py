"""How the events of leads read on a timeline."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.events.models import Event
from sanjing.foundation.events.timeline import describes, reads


@describes("lead.assigned")
def assigned(event: Event, _reader: Actor) -> dict[str, Any]:
    told = {"title": event.title, "to": event.data["to_name"], "rule": event.data["rule"]}
    by_rule = _("按规则“%(rule)s”把线索“%(title)s”分给%(to)s")
    text = (by_rule if event.data["rule"] else _("把线索“%(title)s”交给%(to)s")) % told
    return {"text": text, "icon": "user-share", "note": event.data.get("note", "")}


reads("lead.claimed", _l("领取了线索“%(title)s”"), "hand-grab")
reads("lead.contacted", _l("首次联系线索“%(title)s”，用了 %(minutes)s 分钟"), "phone", note="note")


@describes("lead.qualified")
def qualified(event: Event, _reader: Actor) -> dict[str, Any]:
    told = {"title": event.title}
    text = (
        _("线索“%(title)s”转为老客户的商机")
        if event.data["was_known"]
        else _("线索“%(title)s”转为新客户和商机")
    )
    return {"text": text % told, "icon": "chart-funnel"}


reads("lead.returned", _l("把线索“%(title)s”放回公海"), "arrow-back-up", note="reason")
reads("lead.discarded", _l("线索“%(title)s”无效"), "trash", note="reason")
reads("needsignal.pursued", _l("按需求信号“%(title)s”建了商机"), "chart-funnel")
