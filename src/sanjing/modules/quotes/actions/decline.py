from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.actions import action, only_from, reason_form
from sanjing.modules.quotes.actions.states import enter
from sanjing.modules.quotes.events import QuoteDeclined
from sanjing.modules.quotes.models import Quote


@action(
    entity="quote",
    verb="decline",
    label=_l("客户不接受"),
    icon="circle-x",
    asks=reason_form(_l("客户为什么不接受")),
    offered=only_from(Quote.State.SENT),
)
def decline(quote: Quote, *, reason: str, by: Actor, at: datetime) -> Quote:
    """The customer does not take it; a new version may follow."""
    told = QuoteDeclined(reason=reason)
    kept = {"closed_at": at, "decline_reason": reason}
    return enter(quote, Quote.State.DECLINED, by=by, at=at, telling=told, **kept)
