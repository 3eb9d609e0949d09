"""The steps that winning, losing and reopening have in common."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, cast

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records
from sanjing.foundation.entities.errors import Refusal
from sanjing.foundation.events.models import Event
from sanjing.modules.deals import queries
from sanjing.modules.deals.events import DealLost, DealWon
from sanjing.modules.deals.models import Deal, DealReason, Outcome

CLOSED = ("deal.won", "deal.lost")


class AlreadyClosed(Refusal):
    """Somebody closed the deal before; `outcome` and `by` are in the data."""

    code = "already_closed"


class NoSuchStage(Refusal):
    """The pipeline has no stage to go to."""

    code = "no_such_stage"


class ClosingForm(forms.Form):
    """Asks for a reason of `outcome`, which a subclass names together with its field `reason`."""

    outcome: Outcome
    closed_on = forms.DateField(
        label=_l("结束日期"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_l("不填就是今天"),
    )  # fmt: skip
    lessons = forms.CharField(
        label=_l("经验教训"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        reasons = DealReason.objects.filter(removed_at=None, outcome=self.outcome)
        ordered = reasons.select_related("parent").order_by("position", "pk")
        cast(forms.ModelChoiceField, self.fields["reason"]).queryset = ordered


def already_closed(deal: Deal) -> AlreadyClosed:
    """Who closed the deal and how, so that the one who came second knows."""
    told = Event.objects.filter(entity="deal", record_id=deal.pk, name__in=CLOSED)
    who = told.order_by("-id").values_list("actor_name", flat=True).first() or ""
    words = {"name": deal.name, "who": who, "outcome": deal.get_outcome_display()}
    sentence = (
        _("“%(name)s”刚由%(who)s标为%(outcome)s，请先看清再改。")
        if who
        else _("“%(name)s”已经是%(outcome)s。")
    )
    return AlreadyClosed(sentence % words, outcome=deal.outcome, by=who)


def hold(deal: Deal, *, by: Actor) -> Deal:
    """The deal, locked until the transaction ends. Raises AlreadyClosed unless it is still open."""
    deal = records.lock(records.entity_of(deal), deal.pk, by=by, verb="change")
    if not deal.is_open:
        raise already_closed(deal)
    return deal


def close(
    deal: Deal,
    outcome: Outcome,
    values: dict[str, Any],
    telling: type[DealWon] | type[DealLost],
    *,
    closed_on: date | None,
    by: Actor,
    at: datetime,
) -> Deal:
    """Put an open deal into the stage that means `outcome`. Raises AlreadyClosed, Invalid, Forbidden.

    What is told, as an event of `telling`, is the amount as it stands when the deal is held.
    """
    with transaction.atomic():
        deal = hold(deal, by=by)
        stage = queries.closing_stage(deal, outcome)
        if stage is None:
            raise NoSuchStage(
                _("这个销售流程里没有“%(outcome)s”阶段。") % {"outcome": outcome.label}
            )
        given = {name: value for name, value in values.items() if value not in (None, "")}
        given |= {"stage": stage, "closed_on": closed_on}
        told = telling(amount=deal.amount, reason=str(values["reason"] or ""))
        return records.change(deal, given, by=by, at=at, telling=told)


def is_open(deal: Deal, _by: Actor) -> bool:
    return deal.is_open
