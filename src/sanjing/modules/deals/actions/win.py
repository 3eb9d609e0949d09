from __future__ import annotations

from datetime import date, datetime

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.actions import action
from sanjing.modules.deals.actions.closing import ClosingForm, already_closed, close, is_open
from sanjing.modules.deals.events import DealWon
from sanjing.modules.deals.models import Deal, DealReason, Outcome


class WinForm(ClosingForm):
    outcome = Outcome.WON
    reason = forms.ModelChoiceField(
        label=_("为什么赢"), queryset=DealReason.objects.none(), required=False,
        empty_label=_("（未填）"),
    )  # fmt: skip
    field_order = ("reason", "closed_on", "lessons")


@action(
    entity="deal", verb="win", label=pgettext_lazy("动作", "赢单"), icon="trophy", asks=WinForm, offered=is_open,
    why_not=already_closed, tone="green",
)  # fmt: skip
def win(
    deal: Deal,
    *,
    reason: DealReason | None = None,
    closed_on: date | None = None,
    lessons: str = "",
    by: Actor,
    at: datetime,
) -> Deal:
    """Close a deal as won; its amount counts from that day. Raises AlreadyClosed if somebody was faster."""
    values = {"reason": reason, "lessons": lessons}
    return close(deal, Outcome.WON, values, DealWon, closed_on=closed_on, by=by, at=at)
