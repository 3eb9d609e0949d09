"""How orders and returns read on a timeline."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.events.models import Event
from sanjing.foundation.events.timeline import describes
from sanjing.foundation.phrases import joined, listed
from sanjing.kernel.money import format_money
from sanjing.modules.orders.models import Return

MOST_NAMED = 3


@describes("order.created")
def placed(event: Event, reader: Actor) -> dict[str, Any]:
    """The number, the amount and what was ordered, as far as this reader may know."""
    values, known = event.data.get("values", {}), registry.get("order").fields_for(reader)
    told = {
        name: value for name, value in values.items() if name in known and not known[name].masked
    }
    text = _("下了订单 %(number)s") % {"number": event.title}
    if "amount" in told:
        text = f"{text} · {format_money(round(told['amount'] * 100))}"
    goods = [line["product_name"] for line in told.get("lines", ())]
    more = "…" if len(goods) > MOST_NAMED else ""
    return {"text": text, "icon": "shopping-cart", "note": listed(goods[:MOST_NAMED]) + more}


@describes("return.created")
def asked(event: Event, reader: Actor) -> dict[str, Any]:
    """Which order, why and what, as far as this reader may know."""
    values, known = event.data.get("values", {}), registry.get("return").fields_for(reader)
    told = {
        name: value for name, value in values.items() if name in known and not known[name].masked
    }
    order = told.get("order") or {}
    text = _("登记了退货 %(number)s") % {"number": event.title}
    reason = str(Return.Reason(told["reason"]).label) if "reason" in told else ""
    goods = [line["product_name"] for line in told.get("lines", ())]
    note = [order.get("text", ""), reason, listed(goods[:MOST_NAMED])]
    return {"text": text, "icon": "arrow-back", "note": joined(filter(None, note))}


@describes("return.agreed")
def agreed(event: Event, _reader: Actor) -> dict[str, Any]:
    return told_of(event, _("同意了退货 %(number)s"), "check")


@describes("return.rejected")
def rejected(event: Event, _reader: Actor) -> dict[str, Any]:
    return told_of(event, _("拒绝了退货 %(number)s"), "ban", event.data["reason"])


@describes("return.received")
def received(event: Event, _reader: Actor) -> dict[str, Any]:
    return told_of(event, _("收到了退货 %(number)s"), "package", event.data["received_on"])


@describes("return.settled")
def settled(event: Event, _reader: Actor) -> dict[str, Any]:
    return told_of(event, _("结清了退货 %(number)s"), "circle-check")


@describes("return.reopened")
def reopened(event: Event, _reader: Actor) -> dict[str, Any]:
    return told_of(event, _("退货 %(number)s 的红字又没有用完"), "rotate-clockwise")


def told_of(event: Event, words: str, icon: str, note: str = "") -> dict[str, Any]:
    return {"text": words % {"number": event.title}, "icon": icon, "note": note}
