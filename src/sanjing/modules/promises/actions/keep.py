"""Keeping a promise."""

from __future__ import annotations

from datetime import date, datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.actions import action, only_from
from sanjing.modules.promises.actions.settle import settle
from sanjing.modules.promises.events import PromiseKept
from sanjing.modules.promises.models import OWED, Promise


class KeepForm(forms.Form):
    kept_on = forms.DateField(
        label=_("哪天兑现的"), required=False, help_text=_("不填就是今天"),
        widget=forms.DateInput(attrs={"type": "date"}),
    )  # fmt: skip
    customer_word = forms.CharField(label=_("客户怎么说"), max_length=200, required=False)


@action(entity="promise", verb="keep", label=_("已兑现"), icon="circle-check", asks=KeepForm,
        offered=only_from(*OWED))  # fmt: skip
def keep(
    promise: Promise,
    *,
    kept_on: date | None = None,
    customer_word: str = "",
    by: Actor,
    at: datetime,
) -> Promise:
    """Say that the customer got it. Before its day or on it is in time, afterwards late. Raises Invalid."""
    on = kept_on or timezone.localdate(at)
    told = PromiseKept(on_time=on <= promise.due_on, customer_word=customer_word)
    word = customer_word or promise.customer_word
    return settle(promise, Promise.State.KEPT, told, on=on, customer_word=word, by=by, at=at)
