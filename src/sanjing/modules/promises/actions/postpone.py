"""Agreeing with the customer on another day."""

from __future__ import annotations

from datetime import date, datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records
from sanjing.foundation.entities.actions import action, only_from
from sanjing.foundation.entities.errors import Invalid
from sanjing.modules.promises.events import PromisePostponed
from sanjing.modules.promises.models import OWED, Promise


class PostponeForm(forms.Form):
    to = forms.DateField(label=_("改到哪天"), widget=forms.DateInput(attrs={"type": "date"}))
    customer_word = forms.CharField(
        label=_("客户怎么说"), max_length=200, help_text=_("客户同意了才能改，请写下原话")
    )


@action(entity="promise", verb="postpone", label=_("推迟"), icon="calendar-plus",
        asks=PostponeForm, offered=only_from(*OWED))  # fmt: skip
def postpone(promise: Promise, *, to: date, customer_word: str, by: Actor, at: datetime) -> Promise:
    """Give it another day with the customer's word; it is then measured by that day. Raises Invalid."""
    if to < timezone.localdate(at):
        raise Invalid({"to": [gettext("不能改到已经过去的日子")]})
    told = PromisePostponed(to=to.isoformat(), customer_word=customer_word)
    kept = {"customer_word": customer_word, "state": Promise.State.OPEN}
    return records.change(promise, {"due_on": to}, kept=kept, by=by, at=at, telling=told)
