from __future__ import annotations

from datetime import date, datetime

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.actions import action
from sanjing.modules.deals.actions.closing import ClosingForm, already_closed, close, is_open
from sanjing.modules.deals.events import DealLost
from sanjing.modules.deals.models import Deal, DealReason, Outcome


class LoseForm(ClosingForm):
    outcome = Outcome.LOST
    reason = forms.ModelChoiceField(
        label=_("为什么输"), queryset=DealReason.objects.none(), empty_label=_("（请选择）")
    )
    competitors = forms.CharField(label=_("输给了谁"), required=False, max_length=100)
    field_order = ("reason", "competitors", "closed_on", "lessons")


@action(
    entity="deal", verb="lose", label=pgettext_lazy("动作", "输单"), icon="mood-sad", asks=LoseForm, offered=is_open,
    why_not=already_closed, tone="red",
)  # fmt: skip
def lose(
    deal: Deal,
    *,
    reason: DealReason,
    competitors: str = "",
    closed_on: date | None = None,
    lessons: str = "",
    by: Actor,
    at: datetime,
) -> Deal:
    """Close a deal as lost, and say why. Raises AlreadyClosed if somebody was faster."""
    values = {"reason": reason, "competitors": competitors, "lessons": lessons}
    return close(deal, Outcome.LOST, values, DealLost, closed_on=closed_on, by=by, at=at)
