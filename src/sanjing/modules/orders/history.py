"""How orders and returns read on a timeline."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.events.models import Event
from sanjing.foundation.events.timeline import describes, reads
from sanjing.foundation.phrases import joined, listed
from sanjing.kernel.money import format_money
from sanjing.kernel.numbers import format_number
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


@describes("stockcount.created")
def counted(event: Event, reader: Actor) -> dict[str, Any]:
    """Which product and how many, as far as this reader may know."""
    values, known = event.data.get("values", {}), registry.get("stockcount").fields_for(reader)
    told = {
        name: value for name, value in values.items() if name in known and not known[name].masked
    }
    product, quantity = (told.get("product") or {}).get("text", ""), told.get("quantity")
    number = "" if quantity is None else format_number(Decimal(str(quantity)))
    text = " ".join(filter(None, (_("盘点了库存"), product, number)))
    return {"text": text, "icon": "clipboard-list", "note": told.get("note", "")}


reads("stockcount.followed", _l("按盘点 %(title)s 安排了补货跟进"), "checkbox")
reads("return.agreed", _l("同意了退货 %(title)s"), "check")
reads("return.rejected", _l("拒绝了退货 %(title)s"), "ban", note="reason")
reads("return.received", _l("收到了退货 %(title)s"), "package", note="received_on")
reads("return.settled", _l("结清了退货 %(title)s"), "circle-check")
reads("return.reopened", _l("退货 %(title)s 的红字又没有用完"), "rotate-clockwise")
