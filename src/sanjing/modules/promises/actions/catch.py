"""Catching a promise from what was written down after a contact."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.actions import action
from sanjing.modules.activities.models import Activity
from sanjing.modules.promises.models import Kind
from sanjing.modules.promises.phrases import Found, promises_in


def found_in(activity: Activity) -> list[Found]:
    """What the text of a contact promises, seen from the day it happened."""
    return promises_in(activity.summary, timezone.localdate(activity.happened_at))


class CatchForm(forms.Form):
    what = forms.CharField(label=_("答应了什么"), max_length=200)
    kind = forms.ChoiceField(label=_("种类"), choices=Kind.choices, initial=Kind.OTHER)
    due_on = forms.DateField(label=_("兑现日期"), widget=forms.DateInput({"type": "date"}))
    terms = forms.DecimalField(
        label=_("数值"), max_digits=12, decimal_places=2, required=False,
        help_text=_("优惠写 %，账期写天数，独家写月数；别的可以不写"),
    )  # fmt: skip

    def __init__(self, *args: Any, record: Activity | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        read = found_in(record) if record else []
        if read:
            first = read[0]
            self.initial = {
                "what": first.what, "kind": first.kind, "due_on": first.due.isoformat(),
                "terms": first.terms,
            }  # fmt: skip


@action(entity="activity", verb="promise", label=_("记为承诺"), icon="heart-handshake",
        asks=CatchForm, needs="see", bulk=False,
        offered=lambda _activity, by: by.may("promise", "create"))  # fmt: skip
def catch(
    activity: Activity,
    *,
    what: str,
    kind: str,
    due_on: date,
    terms: Any = None,
    by: Actor,
    at: datetime,
) -> Activity:
    """Note what was promised in this contact. Raises Invalid, Forbidden."""
    values = {
        "customer": activity.customer, "contact": activity.contact, "what": what, "kind": kind,
        "due_on": due_on, "terms": terms, "made_on": timezone.localdate(activity.happened_at),
        "evidence": activity.summary,
    }  # fmt: skip
    kept = {"source_entity": "activity", "source_id": activity.pk}
    records.create(registry.get("promise"), values, by=by, at=at, kept=kept)
    return activity
