from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.approvals.actions import ask
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.actions import action, only_from
from sanjing.foundation.entities.errors import Refusal
from sanjing.kernel.numbers import plain_number
from sanjing.modules.quotes.actions.states import OutOfTurn, enter
from sanjing.modules.quotes.events import QuoteSent
from sanjing.modules.quotes.lines import LINES
from sanjing.modules.quotes.models import Quote
from sanjing.modules.quotes.queries import discount_limit_of
from sanjing.modules.quotes.rules import sums

State = Quote.State
PURPOSE = "quote.discount"
READY = (State.DRAFT, State.APPROVED)


class NothingOffered(Refusal):
    """A quote without a line, or one that has run out already."""

    code = "nothing_offered"


class DiscountOverLimit(Refusal):
    """More is taken off than this person may give."""

    code = "discount_over_limit"


@action(entity="quote", verb="send", label=_l("发给客户"), icon="send", offered=only_from(*READY))
def send(quote: Quote, *, by: Actor, at: datetime) -> Quote:
    """Give the quote to the customer; from here on it stands still.

    With more taken off than `by` may give it waits for approval instead; approved, it is sent by
    the same verb. Raises NothingOffered, OutOfTurn, DiscountOverLimit.
    """
    with transaction.atomic():
        quote = records.lock(registry.get("quote"), quote.pk, by=by, verb="change")
        if quote.state not in READY:
            raise OutOfTurn(_("这份报价已经不是草稿了。"))
        refuse_empty(quote, at)
        limit = discount_limit_of(by)
        if quote.state == State.DRAFT and quote.discount_rate > limit:
            return ask_for_discount(quote, limit, by=by, at=at)
        told = QuoteSent(amount=quote.amount, discount_rate=float(quote.discount_rate))
        return enter(quote, State.SENT, by=by, at=at, telling=told, sent_at=at)


def refuse_empty(quote: Quote, at: datetime) -> None:
    if not LINES.value(quote):
        raise NothingOffered(_("报价里还没有产品，请先填明细。"))
    if quote.valid_until < timezone.localdate(at):
        raise NothingOffered(_("有效期已经过了，请先改有效期。"))


def ask_for_discount(quote: Quote, limit: Decimal, *, by: Actor, at: datetime) -> Quote:
    """Wait for those whom the company's approval rules name. Raises DiscountOverLimit without any."""
    told = {"rate": plain_number(quote.discount_rate), "limit": plain_number(limit)}
    title = _("报价“%(title)s”让价 %(rate)s%%") % {"title": quote, **told}
    off = sums(LINES.value(quote), quote.discount or 0, quote.freight or 0).given
    waiting = enter(quote, State.WAITING, by=by, at=at)
    if ask(waiting, PURPOSE, title=title, amount=off, by=by, at=at) is None:
        raise DiscountOverLimit(
            _("这份报价让了 %(rate)s%%，您最多能让 %(limit)s%%，请找有权限的人发出。") % told,
            rate=float(quote.discount_rate),
            limit=float(limit),
        )
    return waiting
