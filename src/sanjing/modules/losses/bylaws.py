"""The numbers the firm reckons with in the register of rules."""

from __future__ import annotations

from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.assumptions.declaring import find
from sanjing.foundation.assumptions.models import SetValue
from sanjing.foundation.assumptions.queries import Entry, register
from sanjing.foundation.assumptions.words import shown
from sanjing.foundation.events.models import Event
from sanjing.foundation.rulebook.declaring import Bylaw, declare
from sanjing.modules.orders.queries import may_know


class Numbered:
    """A line of the register of numbers, called by its label."""

    def __init__(self, entry: Entry):
        self.entry = entry

    def __str__(self) -> str:
        return str(self.entry.value.assumption.label)


def rows(actor: Actor) -> list[Numbered]:
    if not may_know(actor):
        return []
    return [Numbered(entry) for entry in register(actor, timezone.localdate())]


def says(rule: Numbered) -> str:
    value = rule.entry.value
    told = {"number": value.text, "origin": value.origin_label, "told": value.told}
    return _("%(number)s（%(origin)s：%(told)s）") % told


def told(event: Event, key: str) -> str | None:
    if event.data["key"] != key:
        return None
    number = event.data["number"]
    return shown(Decimal(number), find(key).unit) if number is not None else _("不再自定")


declare(
    Bylaw(
        key="assumption",
        model=SetValue,
        label=_l("假设与参数"),
        url="/insights/assumptions/",
        rows=rows,
        key_of=lambda rule: rule.entry.value.assumption.key,
        says=says,
        told=told,
        how=_l("算账用的数，不是要遵守的规矩，没有做到没做到。"),
    )
)
