from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.actions import action, only_from
from sanjing.modules.quotes.actions.states import OutOfTurn, copied, enter
from sanjing.modules.quotes.events import QuoteRevised
from sanjing.modules.quotes.lines import LINES
from sanjing.modules.quotes.models import Quote
from sanjing.modules.quotes.queries import versions_of

State = Quote.State
REVISABLE = (State.APPROVED, State.SENT, State.DECLINED, State.EXPIRED)
COPIED = (
    "customer", "title", "contact", "deal", "owner", "discount", "freight", "payment_terms",
    "delivery_terms", "prints_claims", "note",
)  # fmt: skip


@action(
    entity="quote",
    verb="revise",
    label=_l("出新版本"),
    icon="copy",
    offered=only_from(*REVISABLE),
    bulk=False,
)
def revise(quote: Quote, *, by: Actor, at: datetime) -> Quote:
    """Write a new version, a draft again; the old one stays as it was, out of force."""
    entity = registry.get("quote")
    with transaction.atomic():
        quote = records.lock(entity, quote.pk, by=by, verb="change")
        if quote.state not in REVISABLE:
            raise OutOfTurn(_("这份报价不能再改版。"))
        newest = versions_of(quote).values_list("revision", flat=True)[0]
        first = quote.first or quote
        today = timezone.localdate(at)
        values = copied(entity, quote, COPIED) | {
            "reference": f"{first.reference}-{newest + 1}",
            "quoted_on": today,
            "valid_until": max(quote.valid_until, today + (quote.valid_until - quote.quoted_on)),
            "lines": LINES.value(quote),
        }
        fresh = records.create(
            entity, values, by=by, at=at, kept={"revision": newest + 1, "first": first}
        )
        told = QuoteRevised(by_quote=fresh.pk, by_reference=fresh.reference)
        enter(quote, State.SUPERSEDED, by=by, at=at, telling=told)
    return fresh
