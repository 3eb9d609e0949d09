"""Owning up to a promise that will not be kept."""

from __future__ import annotations

from datetime import date, datetime

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.actions import action, only_from
from sanjing.modules.promises.actions.settle import settle
from sanjing.modules.promises.events import PromiseBroken
from sanjing.modules.promises.models import OWED, Promise


class BreakForm(forms.Form):
    reason = forms.CharField(label=_("为什么没做到"), max_length=200)
    remedy = forms.CharField(label=_("怎样补救"), max_length=200, required=False)
    remedy_by = forms.DateField(
        label=_("补救到哪天"), required=False, help_text=_("填了会排进待办"),
        widget=forms.DateInput(attrs={"type": "date"}),
    )  # fmt: skip


@action(entity="promise", verb="break", label=_("没做到"), icon="heart-broken", asks=BreakForm,
        offered=only_from(*OWED))  # fmt: skip
def break_promise(
    promise: Promise, *, reason: str, remedy: str = "", remedy_by: date | None = None,
    by: Actor, at: datetime,
) -> Promise:  # fmt: skip
    """Say that it will not be kept, why, and what the customer gets instead; that becomes a task."""
    told = PromiseBroken(reason=reason, remedy=remedy)
    with transaction.atomic():
        broken = settle(
            promise, Promise.State.BROKEN, told, reason=reason, remedy=remedy, by=by, at=at
        )
        if remedy and remedy_by:
            task = {
                "title": str(_("补救：%(what)s") % {"what": remedy})[:200], "customer": broken.customer,
                "due_date": remedy_by, "owner": broken.owner, "priority": "high",
            }  # fmt: skip
            records.create(registry.get("task"), task, by=by, at=at)
    return broken
