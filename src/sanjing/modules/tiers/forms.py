"""The form of the floor."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanjing.modules.tiers.models import ServiceFloor

MOST_DAYS = 730


class FloorForm(forms.Form):
    contact_days = forms.IntegerField(label=_("至少几天联系一次"), min_value=1, max_value=MOST_DAYS)
    answer_days = forms.IntegerField(
        label=_("有问题几天内答复"), min_value=1, max_value=MOST_DAYS,
        help_text=_("跟进的结果写了“有问题要处理”，几天内要再联系"),
    )  # fmt: skip
    visit_days = forms.IntegerField(
        label=_("至少几天拜访一次"), min_value=1, max_value=MOST_DAYS, required=False,
        help_text=_("不用每位都上门的留空"),
    )  # fmt: skip
    follows = forms.ChoiceField(
        label=_("客户级别跟着分级"), choices=ServiceFloor.Follows,
        help_text=_("降级从来不自动改：先要看转介绍"),
    )  # fmt: skip

    def __init__(self, data: Any, floor: ServiceFloor) -> None:
        super().__init__(data, initial={name: getattr(floor, name) for name in self.base_fields})
