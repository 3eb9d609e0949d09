"""How the events of customers read on a timeline."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.events.models import Event
from sanjing.foundation.events.timeline import describes
from sanjing.modules.customers.models import Customer


@describes("customer.claimed")
def claimed(event: Event, _reader: Actor) -> dict[str, Any]:
    return {"text": _("从公海领取了这位客户"), "icon": "hand-grab"}


@describes("customer.released")
def released(event: Event, _reader: Actor) -> dict[str, Any]:
    return {
        "text": _("把客户放回公海"),
        "icon": "arrow-back-up",
        "note": event.data.get("reason", ""),
    }


@describes("customer.recalled")
def recalled(event: Event, _reader: Actor) -> dict[str, Any]:
    text = _("%(days)s 天没有联系，客户收回公海") % {"days": event.data["days"]}
    return {"text": text, "icon": "arrow-back-up"}


@describes("customer.assigned")
def assigned(event: Event, _reader: Actor) -> dict[str, Any]:
    text = _("把客户转交给%(to)s") % {"to": event.data["to_name"]}
    return {"text": text, "icon": "user-share", "note": event.data.get("note", "")}


@describes("customer.advanced")
def advanced(event: Event, _reader: Actor) -> dict[str, Any]:
    stage = dict(Customer.Stage.choices).get(event.data["stage"], event.data["stage"])
    return {"text": _("客户进入“%(stage)s”阶段") % {"stage": stage}, "icon": "arrow-up-right"}
