"""The forms of losses that are not derived from fields."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SettingForm(forms.Form):
    """A number of the firm's own; left empty, what was set before no longer counts."""

    number = forms.DecimalField(
        label=_("本公司用"), required=False, max_digits=14, decimal_places=4,
        help_text=_("留空就不再用自定的数"),
    )  # fmt: skip
    since = forms.DateField(
        label=_("从哪天起"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reason = forms.CharField(label=_("为什么"), max_length=200)


class ChurnForm(forms.Form):
    """Numbers to reckon with; each one left out is the firm's own. Money in 元."""

    customers = forms.IntegerField(label=_("客户数"), required=False, min_value=1, max_value=10**9)
    rate = forms.DecimalField(
        label=_("一年流失 %"), required=False, min_value=0, max_value=100, decimal_places=4
    )
    revenue = forms.DecimalField(
        label=_("每位客户一年买多少（元）"), required=False, min_value=0, max_value=10**10, decimal_places=2,
        help_text=_("不填就用走掉的那些平均每位"),
    )  # fmt: skip
    margin = forms.DecimalField(
        label=_("毛利率 %"), required=False, min_value=0, max_value=100, decimal_places=4
    )
    discount = forms.DecimalField(
        label=_("年折现率 %"), required=False, min_value=0, max_value=100, decimal_places=4
    )
    years = forms.IntegerField(label=_("算几年"), required=False, min_value=1, max_value=20)
    winning = forms.DecimalField(
        label=_("一年花在拓新上（元）"),
        required=False,
        min_value=0,
        max_value=10**12,
        decimal_places=2,
    )
    keeping = forms.DecimalField(
        label=_("一年花在维护上（元）"),
        required=False,
        min_value=0,
        max_value=10**12,
        decimal_places=2,
    )
