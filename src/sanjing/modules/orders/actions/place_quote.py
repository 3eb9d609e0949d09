"""The order that an accepted quote comes to."""

from __future__ import annotations

from datetime import date, datetime

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records, registry
from sanjing.modules.orders.models import Order
from sanjing.modules.quotes.lines import LINES
from sanjing.modules.quotes.models import Quote


def place_quote(
    quote: Quote, *, ordered_on: date, required_on: date | None, by: Actor, at: datetime
) -> Order:
    """Place what was quoted, line by line at the amounts that were quoted; one order a quote."""
    placed = Order.objects.filter(quote=quote).first()
    if placed:
        return placed
    money = registry.get("quote").fields
    contact = quote.contact
    values = {
        "customer": quote.customer,
        "ordered_on": ordered_on,
        "required_on": required_on,
        "owner": quote.owner,
        "state": Order.State.CONFIRMED,
        "lines": LINES.value(quote),
        "discount": money["discount"].text(quote),
        "freight": money["freight"].text(quote),
        "contact_name": contact.name if contact else "",
        "contact_phone": (contact.mobile or contact.phone) if contact else "",
    }
    entity = registry.get("order")
    return records.create(entity, values, by=by, at=at, kept={"quote": quote})
