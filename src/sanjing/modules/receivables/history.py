"""How money reads on a timeline."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.events.models import Event
from sanjing.foundation.events.timeline import changes, describes
from sanjing.kernel.money import format_money

Told = dict[str, Any]


def told(event: Event, reader: Actor, text: str, icon: str, note: str = "") -> Told:
    """A line that shows which figures moved, as far as the reader may know them."""
    entity = registry.get(event.entity)
    moved = tuple(changes(event, entity, reader))
    return {"text": text % {"number": event.title}, "icon": icon, "note": note, "changes": moved}


def amount_of(event: Event, reader: Actor) -> str:
    """The amount in a created event, if this reader may know it."""
    field = registry.get(event.entity).fields_for(reader).get("amount")
    amount = event.data.get("values", {}).get("amount")
    return "" if amount is None or not field or field.masked else format_money(round(amount * 100))


@describes("invoice.created")
def owed(event: Event, reader: Actor) -> Told:
    values = event.data.get("values", {})
    credit = (values.get("amount") or 0) < 0
    text = _("红字 %(number)s") if credit else _("记了应收 %(number)s")
    parts = [text % {"number": event.title}, amount_of(event, reader)]
    return {"text": " · ".join(filter(None, parts)), "icon": "report-money"}


@describes("receipt.created")
def received(event: Event, reader: Actor) -> Told:
    parts = [_("收到回款 %(number)s") % {"number": event.title}, amount_of(event, reader)]
    return {"text": " · ".join(filter(None, parts)), "icon": "cash"}


@describes("invoice.issued")
def issued(event: Event, reader: Actor) -> Told:
    return told(event, reader, _("给 %(number)s 开了发票"), "receipt", event.data["number"])


@describes("invoice.settled")
def settled(event: Event, reader: Actor) -> Told:
    reason = event.data.get("reason", "")
    return told(event, reader, _("结了应收 %(number)s"), "circle-check", reason)


@describes("invoice.reopened")
def reopened(event: Event, reader: Actor) -> Told:
    reason = event.data.get("reason", "")
    return told(event, reader, _("重新打开应收 %(number)s"), "rotate-clockwise", reason)


@describes("invoice.voided")
def voided(event: Event, reader: Actor) -> Told:
    return told(event, reader, _("作废了应收 %(number)s"), "ban", event.data["reason"])


@describes("receipt.allocated")
def allocated(event: Event, reader: Actor) -> Told:
    return told(event, reader, _("核销了回款 %(number)s"), "checkbox")


@describes("receipt.released")
def released(event: Event, reader: Actor) -> Told:
    text = _("撤销了回款 %(number)s 的核销")
    return told(event, reader, text, "arrow-back-up", event.data.get("reason", ""))


@describes("receipt.refunded")
def refunded(event: Event, reader: Actor) -> Told:
    return told(event, reader, _("退了款 %(number)s"), "cash-banknote", event.data["reason"])


@describes("order.released")
def let_through(event: Event, reader: Actor) -> Told:
    known = registry.get("order").may_read("amount", reader)
    amount = format_money(event.data["amount"]) if known else ""
    return {"text": _("超额放行"), "icon": "shield-check", "note": amount}


@describes("collectionnote.created")
def tried(event: Event, reader: Actor) -> Told:
    fields = registry.get("collectionnote").fields_for(reader)
    values = event.data.get("values", {})
    known = {name: value for name, value in values.items() if name in fields}
    outcome = fields["outcome"].kind.format(known.get("outcome"), fields["outcome"]) if (
        "outcome" in fields and not fields["outcome"].masked) else ""  # fmt: skip
    said = known.get("said", "") if "said" in fields and not fields["said"].masked else ""
    return {
        "text": " · ".join(filter(None, [_("催收"), outcome])),
        "icon": "phone-call",
        "note": said,
    }


@describes("collectionnote.judged")
def judged(event: Event, reader: Actor) -> Told:
    text = _("答应 %(day)s 付款，到期核对") % {"day": event.data["promised_on"]}
    return told(event, reader, text.replace("%", "%%"), "calendar-due")
