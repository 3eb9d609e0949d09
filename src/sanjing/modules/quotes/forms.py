"""The settings of quotes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanjing.foundation.accounts.models import Role
from sanjing.modules.quotes.models import Letterhead
from sanjing.modules.quotes.queries import discount_limits


class LimitsForm(forms.Form):
    """Per cent off the list, a field for each role."""

    def __init__(self, data: Any = None):
        super().__init__(data)
        self.limits = discount_limits()
        for role, percent in self.limits.items():
            self.fields[f"role-{role.pk}"] = forms.DecimalField(
                label=str(role), initial=percent, min_value=0, max_value=100, decimal_places=2
            )

    def values(self) -> dict[Role, Decimal]:
        return {role: self.cleaned_data[f"role-{role.pk}"] for role in self.limits}


class LetterheadForm(forms.Form):
    name = forms.CharField(label=_("公司名称"), max_length=200)
    name_en = forms.CharField(label=_("英文名称"), max_length=200, required=False)
    tax_number = forms.CharField(label=_("税号"), max_length=40, required=False)
    address = forms.CharField(label=_("地址"), max_length=200, required=False)
    phone = forms.CharField(label=_("电话"), max_length=40, required=False)
    bank = forms.CharField(label=_("开户行"), max_length=100, required=False)
    account = forms.CharField(
        label=pgettext_lazy("of a bank", "账号"), max_length=60, required=False
    )

    def __init__(self, data: Any, head: Letterhead):
        super().__init__(data, initial={name: getattr(head, name) for name in self.base_fields})
