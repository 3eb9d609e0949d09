from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.actions import action, only_from
from sanjing.modules.quotes.actions.states import copied
from sanjing.modules.quotes.models import Contract, Quote

CONTRACT = "合同"
CARRIED = ("customer", "title", "owner", "payment_terms", "delivery_terms", "amount")


@action(
    entity="quote",
    verb="draw_up",
    label=_l("起草合同"),
    icon="file-text",
    offered=only_from(Quote.State.SENT, Quote.State.ACCEPTED),
    bulk=False,
)
def draw_up(quote: Quote, *, by: Actor, at: datetime) -> Contract:
    """Draft the contract for a quote: the same parties, amount and terms."""
    entity = registry.get("contract")
    values = copied(entity, quote, CARRIED) | {"quote": quote}
    if not quote.title.endswith(CONTRACT):
        values["title"] = f"{quote.title[:190]}{CONTRACT}"
    return records.create(entity, values, by=by, at=at)
