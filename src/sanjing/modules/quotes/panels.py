"""What the pages of quotes and contracts show besides their values."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.modules.library.panels import claims
from sanjing.modules.quotes.lines import LINES
from sanjing.modules.quotes.models import Contract, Quote
from sanjing.modules.quotes.queries import versions_of

Context = dict[str, Any]


def versions(quote: Quote, actor: Actor) -> Context:
    """All versions of a quote, the newest first, where there is more than one."""
    seen = registry.get("quote").visible_to(actor)
    rows = list(versions_of(quote).filter(pk__in=seen.values("pk"))[:50])
    return {
        "hidden": len(rows) < 2,
        "rows": rows,
        "this": quote.pk,
        "priced": registry.get("quote").may_read("amount", actor),
    }


def quote_papers(quote: Quote, _actor: Actor) -> Context:
    return {"address": f"/quotes/{quote.pk}/paper/"}


def contract_papers(contract: Contract, _actor: Actor) -> Context:
    return {"address": f"/contracts/{contract.pk}/paper/"}


def sayable(quote: Quote, actor: Actor) -> Context:
    """The approved claims about what is quoted, to write into it; others must not be."""
    sold = LINES.value(quote) if registry.get("quote").may_read("lines", actor) else []
    products = {line.product_id for line in sold if line.product_id}
    context = claims(products, actor, timezone.localdate())
    return context | {"hidden": not context["rows"]}
