"""Saying sorry for a promise that was late or broken."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records
from sanjing.foundation.entities.actions import action
from sanjing.modules.promises.events import PromiseApologised
from sanjing.modules.promises.models import Promise

State = Promise.State


class ApologiseForm(forms.Form):
    how = forms.CharField(
        label=_("怎样致歉"), max_length=200, help_text=_("谁、用什么方式、客户怎么回应")
    )


def is_due(promise: Promise, _by: Actor) -> bool:
    """Whether an apology is owed and was not made yet."""
    kept_late = (
        promise.state == State.KEPT
        and promise.settled_on is not None
        and promise.settled_on > promise.due_on
    )
    fell_short = promise.state in (State.LATE, State.BROKEN) or kept_late
    return fell_short and promise.apologised_on is None


@action(entity="promise", verb="apologise", label=_("致歉"), icon="heart-handshake",
        asks=ApologiseForm, offered=is_due)  # fmt: skip
def apologise(promise: Promise, *, how: str, by: Actor, at: datetime) -> Promise:
    """Keep how we apologised and when."""
    kept = {"apology": how, "apologised_on": timezone.localdate(at)}
    return records.change(promise, {}, kept=kept, by=by, at=at, telling=PromiseApologised(how=how))
