"""How quotes and contracts read on a timeline."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.events.models import Event
from sanjing.foundation.events.timeline import describes


@describes("quote.sent")
def sent(event: Event, _reader: Actor) -> dict[str, Any]:
    return {"text": _("发出报价“%(title)s”") % {"title": event.title}, "icon": "send"}


@describes("quote.accepted")
def accepted(event: Event, _reader: Actor) -> dict[str, Any]:
    text = _("客户接受了报价“%(title)s”") % {"title": event.title}
    return {"text": text, "icon": "circle-check"}


@describes("quote.declined")
def declined(event: Event, _reader: Actor) -> dict[str, Any]:
    text = _("客户没有接受报价“%(title)s”") % {"title": event.title}
    return {"text": text, "icon": "circle-x", "note": event.data["reason"]}


@describes("quote.expired")
def expired(event: Event, _reader: Actor) -> dict[str, Any]:
    return {"text": _("报价“%(title)s”过期了") % {"title": event.title}, "icon": "clock-off"}


@describes("quote.revised")
def revised(event: Event, _reader: Actor) -> dict[str, Any]:
    text = _("报价“%(title)s”改版为 %(number)s")
    return {
        "text": text % {"title": event.title, "number": event.data["by_reference"]},
        "icon": "copy",
    }


@describes("contract.signed")
def signed(event: Event, _reader: Actor) -> dict[str, Any]:
    text = _("签订了合同“%(title)s”") % {"title": event.title}
    return {"text": text, "icon": "signature", "note": event.data["signed_on"]}


@describes("contract.renewed")
def renewed(event: Event, _reader: Actor) -> dict[str, Any]:
    text = _("合同“%(title)s”续签为 %(number)s")
    return {
        "text": text % {"title": event.title, "number": event.data["by_reference"]},
        "icon": "refresh",
    }


@describes("contract.ended")
def ended(event: Event, _reader: Actor) -> dict[str, Any]:
    return {"text": _("合同“%(title)s”到期了") % {"title": event.title}, "icon": "clock-off"}


@describes("contract.terminated")
def terminated(event: Event, _reader: Actor) -> dict[str, Any]:
    text = _("合同“%(title)s”提前终止") % {"title": event.title}
    return {"text": text, "icon": "file-off", "note": event.data["reason"]}
