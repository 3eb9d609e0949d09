"""How promises read on a timeline."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.events.models import Event
from sanjing.foundation.events.timeline import describes, reads
from sanjing.foundation.phrases import month_word


@describes("promise.created")
def made(event: Event, reader: Actor) -> dict[str, Any]:
    values, known = event.data.get("values", {}), registry.get("promise").fields_for(reader)
    told = {n: v for n, v in values.items() if n in known and not known[n].masked}
    text = _("答应客户：%(what)s") % {"what": event.title}
    if "due_on" in told:
        text += _("（%(day)s前）") % {"day": said(told["due_on"])}
    return {"text": text, "icon": "heart-handshake", "note": told.get("evidence", "")}


@describes("promise.kept")
def kept(event: Event, _reader: Actor) -> dict[str, Any]:
    words = _("兑现了“%(what)s”") if event.data["on_time"] else _("晚了才兑现“%(what)s”")
    return _told(event, words, "circle-check", quoted(event))


@describes("promise.broken")
def broken(event: Event, _reader: Actor) -> dict[str, Any]:
    remedy = event.data.get("remedy", "")
    note = [event.data["reason"], _("补救：%(what)s") % {"what": remedy} if remedy else ""]
    return _told(event, _("没能做到“%(what)s”"), "heart-broken", "\n".join(filter(None, note)))


reads("promise.apologised", _l("为“%(title)s”致歉"), "heart-handshake", note="how")


@describes("promise.withdrawn")
def withdrawn(event: Event, _reader: Actor) -> dict[str, Any]:
    note = "\n".join(filter(None, [event.data["reason"], quoted(event)]))
    return _told(event, _("收回了承诺“%(what)s”"), "arrow-back-up", note)


@describes("promise.postponed")
def postponed(event: Event, _reader: Actor) -> dict[str, Any]:
    day = said(event.data["to"])
    words = _("和客户说好，“%(what)s”改到%(day)s")
    text = words % {"what": event.title, "day": day}
    return {"text": text, "icon": "calendar-plus", "note": quoted(event)}


reads("promise.overdue", _l("“%(title)s”过期没有兑现"), "alert-triangle")


@describes("promise.opened")
def opened(_event: Event, _reader: Actor) -> None:
    """The approval on the line before says it."""
    return None


@describes("promise.refused")
def refused(_event: Event, _reader: Actor) -> None:
    """The refusal on the line before says it."""
    return None


reads("customer.reviewed", _l("检查了沟通情况"), "clipboard-check", note="note")


def said(day: str) -> str:
    """11月30日"""
    read = date.fromisoformat(day)
    return _("%(month)s月%(day)s日") % {"month": month_word(read.month), "day": read.day}


def quoted(event: Event) -> str:
    word = event.data.get("customer_word", "")
    return _("客户说：%(word)s") % {"word": word} if word else ""


def _told(event: Event, words: str, icon: str, note: str = "") -> dict[str, Any]:
    return {"text": words % {"what": event.title}, "icon": icon, "note": note}
