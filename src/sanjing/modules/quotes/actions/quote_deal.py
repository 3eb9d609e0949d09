from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.actions import action
from sanjing.modules.deals.lines import LINES
from sanjing.modules.deals.models import Deal
from sanjing.modules.quotes.models import Quote
from sanjing.modules.quotes.rules import VALID_DAYS


def may_quote(deal: Deal, by: Actor) -> bool:
    return deal.is_open and deal.customer_id is not None and by.may("quote", "create")


@action(
    entity="deal",
    verb="quote",
    label=_l("写报价"),
    icon="file-dollar",
    offered=may_quote,
    bulk=False,
)
def quote_deal(deal: Deal, *, by: Actor, at: datetime) -> Quote:
    """Draft a quote for what the deal is about, at the prices it names."""
    today = timezone.localdate(at)
    values = {
        "customer": deal.customer,
        "deal": deal,
        "title": registry.get("deal").title_of(deal)[:200],
        "owner": deal.owner,
        "quoted_on": today,
        "valid_until": today + timedelta(VALID_DAYS),
        "lines": LINES.value(deal),
    }
    return records.create(registry.get("quote"), values, by=by, at=at)
