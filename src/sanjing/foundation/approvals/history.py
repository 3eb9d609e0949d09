"""How requests for approval read on a timeline."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.events.models import Event
from sanjing.foundation.events.timeline import describes, reads
from sanjing.foundation.phrases import listed

reads("approval.asked", _l("申请审批“%(title)s”"), "rubber-stamp")
reads("approval.granted", _l("同意了“%(title)s”"), "circle-check", note="comment")
reads("approval.voted", _l("同意了“%(title)s”，还要等别人"), "check", note="comment")
reads("approval.refused", _l("没有同意“%(title)s”"), "circle-x", note="comment")
reads("approval.withdrawn", _l("撤回了审批“%(title)s”"), "arrow-back-up")


@describes("approval.passed_on")
def passed_on(event: Event, _reader: Actor) -> dict[str, Any]:
    told = {"title": event.data["title"], "names": listed(event.data["to"])}
    text = _("“%(title)s”过时未批，转给%(names)s") % told
    return {"text": text, "icon": "clock-pause"}
