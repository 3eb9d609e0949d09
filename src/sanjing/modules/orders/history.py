"""How orders read on a timeline."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.events.models import Event
from sanjing.foundation.events.timeline import describes
from sanjing.foundation.phrases import listed
from sanjing.kernel.money import format_money

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
