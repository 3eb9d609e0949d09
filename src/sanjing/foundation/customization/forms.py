"""What is asked to define a field or save a view."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.customization.queries import CUSTOM_KINDS, pointed_at

KIND_LABELS = {
    "text": _("文字"),
    "longtext": _("长文字"),
    "choice": _("单选"),
    "flag": _("是 / 否"),
    "tags": _("标签"),
    "number": _("数字"),
    "money": _("金额"),
    "date": _("日期"),
    "moment": _("日期和时间"),
    "phone": _("电话"),
    "email": _("邮箱"),
    "url": _("网址"),
    "region": _("地区"),
    "user": _("同事"),
    "link": _("关联记录"),
}


def targets() -> list[tuple[str, Any]]:
    return [("", _("（未填）")), *((entity.name, entity.label) for entity in pointed_at())]


class ChangedField(forms.Form):
    label = forms.CharField(label=_("名称"), max_length=60, required=False)
    options = forms.CharField(
        label=_("选项"),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
        help_text=_("只用于“单选”，每行一个。改名请在原来的位置改，已填的资料会跟着改。"),
    )
    target = forms.ChoiceField(
        label=_("指向"),
        choices=targets,
        required=False,
        help_text=_("只用于“关联记录”。有记录填过以后就不能再改。"),
    )
    required = forms.BooleanField(label=_("必填"), required=False)
    help = forms.CharField(label=_("填写说明"), max_length=200, required=False)

    def clean_options(self) -> list[str]:
        lines = (line.strip() for line in self.cleaned_data["options"].splitlines())
        return [line[:60] for line in lines if line]


class NewField(ChangedField):
    field_order = ["label", "kind", "target"]
    kind = forms.ChoiceField(
        label=_("类型"), choices=[(kind, KIND_LABELS[kind]) for kind in CUSTOM_KINDS]
    )


class NewView(forms.Form):
    label = forms.CharField(label=_("名称"), max_length=40)
    shared = forms.BooleanField(label=_("与同事共用"), required=False)
    query = forms.CharField(widget=forms.HiddenInput, required=False)
