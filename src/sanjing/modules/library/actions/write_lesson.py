"""Writing down for everybody what a deal or a customer taught."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.actions import action
from sanjing.modules.customers.models import Customer
from sanjing.modules.deals.lines import LINES
from sanjing.modules.deals.models import Deal
from sanjing.modules.library.models import Knowledge


class NoteForm(forms.Form):
    title = forms.CharField(label=_("标题"), max_length=120)
    kind = forms.ChoiceField(
        label=_("类别"), choices=Knowledge.Kind.choices, initial=Knowledge.Kind.LESSON
    )
    text = forms.CharField(
        label=_("内容"), max_length=20_000, widget=forms.Textarea({"rows": 6}),
        help_text=_("全公司都看得到，不该让别人知道的客户名字请不要写"),
    )  # fmt: skip
    tags = forms.CharField(label=_("标签"), max_length=200, required=False)


class LessonForm(NoteForm):
    def __init__(self, *args: Any, record: Deal | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if record:
            self.initial = {"text": record.lessons, "kind": Knowledge.Kind.LESSON}


@action(
    entity="deal", verb="write_lesson", label=_("写成经验"), icon="bulb", asks=LessonForm, needs="see",
    offered=lambda deal, by: not deal.is_open and by.may("knowledge", "create"), bulk=False,
)  # fmt: skip
def write_lesson(
    deal: Deal, *, title: str, kind: str, text: str, tags: str = "", by: Actor, at: datetime
) -> Knowledge:
    """Share what a won or lost deal taught, with its product, competitors and reason."""
    products = {line.product_id for line in LINES.value(deal) if line.product_id}
    values = {
        "title": title, "kind": kind, "text": text, "tags": tags, "competitors": deal.competitors,
        "reason": deal.reason, "product": products.pop() if len(products) == 1 else None,
    }  # fmt: skip
    kept = {"deal_id": deal.pk, "customer_id": deal.customer_id}
    return records.create(registry.get("knowledge"), values, kept=kept, by=by, at=at)


@action(
    entity="customer", verb="write_note", label=_("写进知识库"), icon="bulb", asks=NoteForm,
    needs="see", offered=lambda _customer, by: by.may("knowledge", "create"), bulk=False,
)  # fmt: skip
def write_note(
    customer: Customer, *, title: str, kind: str, text: str, tags: str = "", by: Actor, at: datetime
) -> Knowledge:
    """Share what a customer taught."""
    values = {"title": title, "kind": kind, "text": text, "tags": tags}
    kept = {"customer_id": customer.pk}
    return records.create(registry.get("knowledge"), values, kept=kept, by=by, at=at)
