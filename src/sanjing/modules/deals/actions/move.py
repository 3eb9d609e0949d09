"""Going to another stage, by the verb or by dragging a card."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records
from sanjing.foundation.entities.actions import action
from sanjing.kernel.numbers import whole
from sanjing.modules.deals import queries
from sanjing.modules.deals.actions.closing import NoSuchStage, already_closed, hold, is_open
from sanjing.modules.deals.actions.win import win
from sanjing.modules.deals.events import DealMoved
from sanjing.modules.deals.models import Deal, Outcome, Stage


class MoveForm(forms.Form):
    to = forms.ModelChoiceField(
        label=_l("到哪个阶段"), queryset=Stage.objects.none(), empty_label=_l("（请选择）")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = queries.stages().filter(outcome=Outcome.OPEN)


@action(
    entity="deal", verb="move-to", label=_l("换阶段"), icon="arrow-right", asks=MoveForm, offered=is_open,
    why_not=already_closed,
)  # fmt: skip
def move(deal: Deal, *, to: Stage, by: Actor, at: datetime) -> Deal:
    """Go to another stage; refused with the name of the field that the stage behind still misses.

    Raises AlreadyClosed: what is won or lost goes on by `reopen` alone.
    """
    told = DealMoved(stage_id=to.pk, stage=to.name)
    with transaction.atomic():
        deal = hold(deal, by=by)
        return records.change(deal, {"stage": to}, by=by, at=at, telling=told)


def drop(deal: Deal, *, to: str, by: Actor, at: datetime) -> str | None:
    """Put the card of a deal into the column of another stage; a lost one is asked why."""
    stage = queries.stages().filter(pk=whole(to) or 0).first()
    if stage is None:
        raise NoSuchStage(_("没有这个阶段。"))
    if stage.outcome == Outcome.LOST and deal.is_open:
        return f"/deals/{deal.pk}/lose/"
    if stage.outcome == Outcome.WON:
        win(deal, by=by, at=at)
    elif stage.outcome == Outcome.LOST:
        raise already_closed(deal)
    else:
        move(deal, to=stage, by=by, at=at)
    return None
