"""Noting what was promised about a deal, a quote or an order: one sentence is enough, its day is read from it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.actions import action
from sanjing.foundation.entities.errors import Invalid
from sanjing.modules.products.queries import category_of, product_of
from sanjing.modules.products.rules import Line
from sanjing.modules.promises.models import Kind
from sanjing.modules.promises.phrases import Found, promises_in

Verb = Callable[..., Any]
OUR_WORD = "答应"


class SayForm(forms.Form):
    what = forms.CharField(label=_("答应了什么"), max_length=200, help_text=_("如：周五前发样品"))
    due_on = forms.DateField(
        label=_("兑现日期"), required=False, widget=forms.DateInput({"type": "date"}),
        help_text=_("不填就按写的话认"),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("种类"), required=False, choices=[("", _("按写的话认")), *Kind.choices]
    )
    terms = forms.DecimalField(
        label=_("数值"), max_digits=12, decimal_places=2, required=False,
        help_text=_("优惠写 %，账期写天数，独家写月数；别的可以不写"),
    )  # fmt: skip


def verb_of(entity: str, lines: Callable[[Any], list[Line]]) -> Verb:
    """The verb "promise" of `entity`; `lines` tell which product, or kind of product, a record is about."""

    def may(record: Any, by: Actor) -> bool:
        return record.customer_id is not None and by.may("promise", "create")

    @action(entity=entity, verb="promise", label=_("记承诺"), icon="heart-handshake",
            asks=SayForm, needs="see", bulk=False, offered=may)  # fmt: skip
    def promise(record: Any, *, by: Actor, at: datetime, **told: Any) -> Any:
        source = {"source_entity": entity, "source_id": record.pk}
        values = values_of(**told, today=timezone.localdate(at)) | {
            "customer": record.customer, "product": product_of(lines(record)),
            "category": category_of(lines(record)),
        }  # fmt: skip
        records.create(registry.get("promise"), values, by=by, at=at, kept=source)
        return record

    return promise


def values_of(
    *, what: str, due_on: date | None = None, kind: str = "", terms: Any = None, today: date
) -> dict[str, Any]:
    """What the words say, where nothing else was given. Raises Invalid for words without a day."""
    read = heard(what, today)
    due = due_on or (read.due if read else None)
    if due is None:
        raise Invalid(
            {"due_on": [gettext("从这句话里认不出日期，请填写兑现日期，或写成“周五前……”")]}
        )
    meant = read if read and kind in ("", read.kind) else None
    return {
        "what": read.what if read else what,
        "kind": kind or (read.kind if read else Kind.OTHER),
        "terms": terms if terms is not None or meant is None else meant.terms,
        "due_on": due,
        "made_on": today,
        "evidence": what if read and read.what != what else "",
    }


def heard(what: str, today: date) -> Found | None:
    """The first promise in these words, which are ours whether they say so or not."""
    return next(iter(promises_in(what, today) or promises_in(OUR_WORD + what, today)), None)
