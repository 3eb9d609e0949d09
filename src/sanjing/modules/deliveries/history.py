"""How deliveries read on a timeline."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.events.models import Event
from sanjing.foundation.events.timeline import describes, reads
from sanjing.foundation.phrases import labelled, listed
from sanjing.modules.deliveries.models import Delivery


@describes("delivery.created")
def planned(event: Event, _reader: Actor) -> dict[str, Any]:
    order = event.data.get("values", {}).get("order") or {}
    told = {"delivery": event.title, "order": order.get("text", "")}
    return {"text": _("为订单 %(order)s 安排了送货 %(delivery)s") % told, "icon": "truck-delivery"}


@describes("delivery.sent")
def sent(event: Event, reader: Actor) -> dict[str, Any]:
    by = listed(filter(None, known(event, reader, "carrier", "tracking_number").values()))
    return told(event, _("送货 %(delivery)s 发车了"), "truck", by)


@describes("delivery.arrived")
def arrived(event: Event, reader: Actor) -> dict[str, Any]:
    late = event.data["on_time"] is False
    words = (
        _("送货 %(delivery)s 晚到，客户签收了") if late else _("送货 %(delivery)s 送到，客户签收了")
    )
    said = known(event, reader, "signed_by", "problem", "cause")
    signed_by, problem = said.get("signed_by"), said.get("problem")
    note = [
        labelled(_("签收人"), signed_by) if signed_by else "",
        str(Delivery.Problem(problem).label) if problem else "",
        said.get("cause", ""),
    ]
    return told(event, words, "alert-triangle" if late or problem else "circle-check", lines(note))


@describes("delivery.refused")
def refused(event: Event, reader: Actor) -> dict[str, Any]:
    cause = known(event, reader, "cause").get("cause", "")
    return told(event, _("客户拒收了送货 %(delivery)s"), "hand-stop", cause)


reads("delivery.cancelled", _l("取消了送货 %(title)s"), "ban", note="reason")
reads("delivery.overdue", _l("送货 %(title)s 过了答应的时间还没送到"), "alert-triangle")
reads("order.shared", _l("把订单 %(title)s 的进度给客户看"), "share")
reads("order.unshared", _l("收回了订单 %(title)s 的进度链接"), "unlink")


def known(event: Event, reader: Actor, *names: str) -> dict[str, str]:
    """What an event says of these fields, as far as this reader may know."""
    entity = registry.get("delivery")
    return {name: event.data[name] for name in names if entity.may_read(name, reader)}


def lines(parts: list[str]) -> str:
    return "\n".join(filter(None, parts))


def told(event: Event, words: str, icon: str, note: str = "") -> dict[str, Any]:
    return {"text": words % {"delivery": event.title}, "icon": icon, "note": note}
