from __future__ import annotations

from datetime import date, datetime

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.actions import action, only_from
from sanjing.foundation.entities.errors import Invalid, Refusal
from sanjing.modules.quotes.actions.states import OutOfTurn, enter
from sanjing.modules.quotes.events import QuoteAccepted
from sanjing.modules.quotes.models import Quote

State = Quote.State


class QuoteHasExpired(Refusal):
    """The customer answered after the last day."""

    code = "quote_expired"


class AcceptForm(forms.Form):
    required_on = forms.DateField(
        label=_l("要求交货日期"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


@action(
    entity="quote",
    verb="accept",
    label=_l("客户接受"),
    icon="circle-check",
    asks=AcceptForm,
    offered=only_from(State.SENT),
    bulk=False,
)
def accept(quote: Quote, *, required_on: date | None = None, by: Actor, at: datetime) -> Quote:
    """The customer takes it: an order comes of it in the same transaction."""
    today = timezone.localdate(at)
    if required_on and required_on < today:
        raise Invalid({"required_on": [_("要求交货日期不能早于今天")]})
    with transaction.atomic():
        quote = records.lock(registry.get("quote"), quote.pk, by=by, verb="change")
        if quote.state != State.SENT:
            raise OutOfTurn(_("这份报价已经有了结果。"))
        if quote.valid_until < today:
            raise QuoteHasExpired(
                _("报价已于 %(day)s 过期，请出新版本。") % {"day": quote.valid_until}
            )
        told = QuoteAccepted(
            amount=quote.amount,
            accepted_on=today.isoformat(),
            required_on=required_on.isoformat() if required_on else "",
        )
        return enter(quote, State.ACCEPTED, by=by, at=at, telling=told, closed_at=at)
