"""What the verbs of deliveries ask."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanjing.modules.deliveries.models import Delivery


def shown(moment: datetime | None) -> str:
    """A moment as a browser's own control takes it."""
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M") if moment else ""


def moment_field(label: Any, help_text: Any = "") -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label, required=False, help_text=help_text,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )  # fmt: skip


class SendForm(forms.Form):
    carrier = forms.CharField(label=_("承运"), max_length=60, required=False)
    tracking_number = forms.CharField(label=_("运单号"), max_length=60, required=False)
    sent_at = moment_field(_("发车时间"), _("不填就是现在"))

    def __init__(self, *args: Any, record: Delivery | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if record:
            self.initial = {"carrier": record.carrier, "tracking_number": record.tracking_number}


class ArriveForm(forms.Form):
    arrived_at = moment_field(_("签收时间"), _("不填就是现在"))
    signed_by = forms.CharField(label=_("签收人"), max_length=60, required=False)
    problem = forms.ChoiceField(
        label=_("有没有问题"), choices=Delivery.Problem.choices, initial=Delivery.Problem.NONE,
        required=False,
    )  # fmt: skip
    cause = forms.CharField(
        label=_("原因"), max_length=200, required=False, help_text=_("晚到或有问题时写一句")
    )


class RefuseForm(forms.Form):
    cause = forms.CharField(label=_("客户为什么不收"), max_length=200)
    problem = forms.ChoiceField(
        label=_("有没有问题"), choices=Delivery.Problem.choices, initial=Delivery.Problem.NONE,
        required=False,
    )  # fmt: skip
