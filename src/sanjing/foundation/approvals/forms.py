"""What an administrator says about a rule, and what an approver says about a request."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.accounts.forms.base import Form
from sanjing.foundation.accounts.models import Role, User
from sanjing.foundation.approvals.models import ApprovalRule, Needs, OnTimeout, RuleStep
from sanjing.foundation.approvals.purposes import Purpose
from sanjing.foundation.entities import criteria, registry
from sanjing.foundation.entities.criteria import BadCriteria
from sanjing.foundation.entities.kinds import Asked
from sanjing.foundation.entities.sentences import OPERATORS

MOST_STEPS, MOST_CONDITIONS, MOST_HOURS = 4, 4, 2000
SPARE = 2


class CommentForm(forms.Form):
    comment = forms.CharField(label=_("意见"), max_length=400, required=False)


class DelegationForm(Form):
    to = forms.ModelChoiceField(
        User.objects.filter(is_active=True).order_by("name"),
        label=_("交给谁"),
        empty_label=_("（请选择）"),
    )
    first_date = forms.DateField(label=_("从"), widget=forms.DateInput({"type": "date"}))
    last_date = forms.DateField(label=_("到"), widget=forms.DateInput({"type": "date"}))


class RuleForm(Form):
    name = forms.CharField(
        label=_("名称"), max_length=80, help_text=_("例如：大单折扣要经理和老板都同意")
    )
    position = forms.IntegerField(
        label=_("次序"), min_value=1, max_value=999, initial=10,
        help_text=_("同一用途有几条时，小的先看；条件合适的第一条算数。"),
    )  # fmt: skip
    own_request = forms.BooleanField(label=_("没有别人能批时，申请人可以自己批"), required=False)
    active = forms.BooleanField(label=_("启用"), required=False, initial=True)


class StepForm(Form):
    who = forms.ChoiceField(
        label=_("谁批"), choices=[("", _("（没有这一步）")), *RuleStep.Who.choices], required=False
    )
    role = forms.ModelChoiceField(
        Role.objects.order_by("pk"), label=_("角色"), required=False, empty_label=_("（不按角色）")
    )
    people = forms.ModelMultipleChoiceField(
        User.objects.filter(is_active=True).order_by("name"), label=_("指定的人"), required=False
    )
    needs = forms.ChoiceField(label=_("要几位同意"), choices=Needs.choices, required=False)
    hours = forms.IntegerField(
        label=_("几小时内"), min_value=1, max_value=MOST_HOURS, required=False,
        help_text=_("休息日不算；不填就一直等。"),
    )  # fmt: skip
    on_timeout = forms.ChoiceField(label=_("过时怎么办"), choices=OnTimeout.choices, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        who = data.get("who")
        if who == RuleStep.Who.ROLE and not data.get("role"):
            self.add_error("role", gettext("请选一个角色。"))
        if who == RuleStep.Who.PEOPLE and not data.get("people"):
            self.add_error("people", gettext("请至少选一位。"))
        data["needs"] = data.get("needs") or Needs.ANY
        data["on_timeout"] = data.get("on_timeout") or OnTimeout.ESCALATE
        return data


class ConditionForm(Form):
    field = forms.ChoiceField(label=_("字段"), required=False)
    op = forms.ChoiceField(label=_("关系"), choices=[("", ""), *OPERATORS.items()], required=False)
    value = forms.CharField(label=_("值"), max_length=100, required=False)

    def __init__(self, *args: Any, purpose: Purpose, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entity = registry.get(purpose.entity)
        known = [(f.name, f.label) for f in self.entity.fields.values() if not f.prefetch]
        self.fields["field"].choices = [("", _("（没有条件）")), *known]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("field") and not self.errors:
            asked = Asked(system_actor("rule"), timezone.localdate())
            try:
                criteria.compile(criteria.parse(self.test(data)), self.entity.fields, asked)
            except BadCriteria as error:
                self.add_error("value", str(error))
        return data

    @staticmethod
    def test(data: dict[str, Any]) -> dict[str, Any]:
        return {
            "field": data["field"],
            "op": data.get("op") or "is",
            "value": data.get("value", ""),
        }


class WholeRule:
    """The form of a rule with its conditions and steps, read and checked together."""

    def __init__(
        self, purpose: Purpose, data: QueryDict | None = None, rule: ApprovalRule | None = None
    ):
        self.purpose, self.rule = purpose, rule
        start = {n: getattr(rule, n) for n in RuleForm.base_fields} if rule else None
        self.form = RuleForm(data, initial=start)
        conditions = formset(ConditionForm, MOST_CONDITIONS)
        self.conditions = conditions(
            data, prefix="if", initial=self._tests(), form_kwargs={"purpose": purpose}
        )
        self.steps = formset(StepForm, MOST_STEPS)(data, prefix="step", initial=self._steps())

    def _tests(self) -> list[dict[str, Any]]:
        return list(self.rule.criteria.get("all", [])) if self.rule else []

    def _steps(self) -> list[dict[str, Any]]:
        names = ("who", "role", "needs", "hours", "on_timeout")
        steps = self.rule.steps.order_by("position") if self.rule else ()
        return [
            {n: getattr(step, n) for n in names} | {"people": step.people.all()} for step in steps
        ]

    def is_valid(self) -> bool:
        parts = [self.form.is_valid(), self.conditions.is_valid(), self.steps.is_valid()]
        if all(parts) and not self.chosen_steps():
            self.form.add_error(None, gettext("至少要有一步：请选谁来批。"))
        return all(parts) and not self.form.errors

    def values(self) -> dict[str, Any]:
        tests = [
            ConditionForm.test(form.cleaned_data)
            for form in self.conditions
            if form.cleaned_data.get("field")
        ]
        tree = {"all": tests} if tests else {}
        return {**self.form.cleaned_data, "purpose": self.purpose.key, "criteria": tree}

    def chosen_steps(self) -> list[dict[str, Any]]:
        return [form.cleaned_data for form in self.steps if form.cleaned_data.get("who")]


def formset(form: type[Form], most: int) -> Any:
    return forms.formset_factory(form, extra=SPARE, max_num=most, absolute_max=most)
