"""Taking a promise back."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.actions import action, only_from
from sanjing.foundation.entities.errors import Invalid
from sanjing.modules.promises.actions.settle import settle
from sanjing.modules.promises.events import PromiseWithdrawn
from sanjing.modules.promises.models import OWED, Promise


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=_("为什么不用兑现了"), max_length=200)
    customer_word = forms.CharField(label=_("客户怎么说"), max_length=200, required=False)


@action(entity="promise", verb="withdraw", label=_("收回"), icon="arrow-back-up",
        asks=WithdrawForm, offered=only_from(*OWED))  # fmt: skip
def withdraw(
    promise: Promise, *, reason: str, customer_word: str = "", by: Actor, at: datetime
) -> Promise:
    """Say that it need not be kept any more. Once its day went by, only the customer can release us.

    Raises Invalid.
    """
    if promise.state == Promise.State.LATE and not customer_word:
        raise Invalid({"customer_word": [gettext("已经过期，要写客户怎么说才能收回")]})
    told = PromiseWithdrawn(reason=reason, customer_word=customer_word)
    return settle(
        promise,
        Promise.State.WITHDRAWN,
        told,
        reason=reason,
        customer_word=customer_word,
        by=by,
        at=at,
    )
