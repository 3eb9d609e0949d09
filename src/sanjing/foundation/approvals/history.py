"""How requests for approval read on a timeline."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.events.models import Event
from sanjing.foundation.events.timeline import describes
from sanjing.foundation.phrases import listed


@describes("approval.asked")
def asked(event: Event, _reader: Actor) -> dict[str, Any]:
    return _told(event, _("申请审批“%(title)s”"), "rubber-stamp")


@describes("approval.granted")
def granted(event: Event, _reader: Actor) -> dict[str, Any]:
    return _told(event, _("同意了“%(title)s”"), "circle-check")


@describes("approval.voted")
def voted(event: Event, _reader: Actor) -> dict[str, Any]:
    return _told(event, _("同意了“%(title)s”，还要等别人"), "check")


@describes("approval.refused")
def refused(event: Event, _reader: Actor) -> dict[str, Any]:
    return _told(event, _("没有同意“%(title)s”"), "circle-x")


@describes("approval.withdrawn")
def withdrawn(event: Event, _reader: Actor) -> dict[str, Any]:
    return _told(event, _("撤回了审批“%(title)s”"), "arrow-back-up")


@describes("approval.passed_on")
def passed_on(event: Event, _reader: Actor) -> dict[str, Any]:
    told = {"title": event.data["title"], "names": listed(event.data["to"])}
    text = _("“%(title)s”过时未批，转给%(names)s") % told
    return {"text": text, "icon": "clock-pause"}


def _told(event: Event, words: str, icon: str) -> dict[str, Any]:
    text = words % {"title": event.data["title"]}
    return {"text": text, "icon": icon, "note": event.data.get("comment", "")}
