from __future__ import annotations

from datetime import date, datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.actions import action
from sanjing.modules.deals.actions.closing import ClosingForm, already_closed, close, is_open
from sanjing.modules.deals.events import DealWon
from sanjing.modules.deals.models import Deal, DealReason, Outcome


class WinForm(ClosingForm):
    reason = forms.ModelChoiceField(
        label=_("为什么赢"), queryset=DealReason.objects.none(), required=False,
        empty_label=_("（未填）"),
    )  # fmt: skip
    field_order = ("reason", "closed_on", "lessons")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        reasons = DealReason.objects.filter(removed_at=None, outcome=Outcome.WON)
        self.fields["reason"].queryset = reasons.select_related("parent").order_by("position", "pk")


@action(
    entity="deal", verb="win", label=_("赢单"), icon="trophy", asks=WinForm, offered=is_open,
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
    told = DealWon(amount=deal.amount, reason=str(reason or ""))
    values = {"reason": reason, "lessons": lessons}
    return close(deal, Outcome.WON, values, told, closed_on=closed_on, by=by, at=at)
