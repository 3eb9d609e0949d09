"""How the events of deals read on a timeline."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.events.models import Event
from sanjing.foundation.events.timeline import describes, reads
from sanjing.kernel.money import format_money

reads("deal.moved", _l("商机“%(title)s”进入“%(stage)s”"), "arrow-right")


@describes("deal.won")
def won(event: Event, reader: Actor) -> dict[str, Any]:
    text = with_amount(_("赢下商机“%(title)s”") % {"title": event.title}, event, reader)
    return {"text": text, "icon": "trophy", "note": event.data.get("reason", "")}


@describes("deal.lost")
def lost(event: Event, reader: Actor) -> dict[str, Any]:
    text = with_amount(_("商机“%(title)s”输了") % {"title": event.title}, event, reader)
    return {"text": text, "icon": "mood-sad", "note": event.data.get("reason", "")}


reads("deal.reopened", _l("商机“%(title)s”重新打开，回到“%(stage)s”"), "restore")
reads("deal.reassigned", _l("把商机“%(title)s”转交给%(to_name)s"), "user-share", note="note")


def with_amount(text: str, event: Event, reader: Actor) -> str:
    """The amount is told to those who may know it."""
    known = event.data.get("amount") and registry.get("deal").may_read("amount", reader)
    return f"{text} · {format_money(event.data['amount'])}" if known else text
