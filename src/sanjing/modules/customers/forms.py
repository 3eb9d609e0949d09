"""The forms of customers that are not derived from fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from sanjing.modules.customers import queries
from sanjing.modules.customers.models import PoolRule

MOST_DAYS = 3650


class PoolRuleForm(forms.Form):
    silent_days = forms.IntegerField(
        label=_("多少天没联系算沉默"), min_value=1, max_value=MOST_DAYS
    )
    days_without_contact = forms.IntegerField(
        label=_("多少天没联系收回公海"), min_value=1, max_value=MOST_DAYS
    )
    daily_claim_limit = forms.IntegerField(label=_("每人每天最多领取"), min_value=0, max_value=1000)
    visit_days = forms.IntegerField(
        label=_("多少天拜访一次"),
        min_value=1,
        max_value=MOST_DAYS,
        required=False,
        help_text=_("不用上门的留空"),
    )
    active = forms.BooleanField(label=_("自动收回"), required=False)


class PoolRuleForms:
    """One row of the settings page for each grade."""

    def __init__(self, data: QueryDict | None = None):
        self.rows: list[tuple[PoolRule, PoolRuleForm]] = [
            (rule, self._form(rule, data)) for rule in queries.pool_rules().values()
        ]

    @staticmethod
    def _form(rule: PoolRule, data: QueryDict | None) -> PoolRuleForm:
        start = {name: getattr(rule, name) for name in PoolRuleForm.base_fields}
        return PoolRuleForm(data, initial=start, prefix=rule.grade or "none")

    def __iter__(self) -> Iterator[tuple[PoolRule, PoolRuleForm]]:
        return iter(self.rows)

    def is_valid(self) -> bool:
        checked = [form.is_valid() for _rule, form in self.rows]  # every form, to show every error
        return all(checked)

    def values(self) -> dict[str, dict[str, Any]]:
        return {rule.grade: form.cleaned_data for rule, form in self.rows}
