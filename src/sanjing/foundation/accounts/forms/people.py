"""What an administrator types about users, teams and roles."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.forms.base import Form
from sanjing.foundation.accounts.models import Role, Team


class TeamChoice(forms.ModelChoiceField):
    """Teams in the order of the tree, indented by their depth."""

    def __init__(self, **more: Any) -> None:
        super().__init__(Team.objects.order_by("path"), required=False, **more)

    def label_from_instance(self, team: Team) -> str:
        return "\u3000" * team.depth + team.name


class UserForm(Form):
    name = forms.CharField(label=_("姓名"), max_length=60)
    username = forms.CharField(
        label=_("登录名"), max_length=60, widget=forms.TextInput({"autocapitalize": "none"})
    )
    phone = forms.CharField(
        label=_("手机"), max_length=20, required=False, widget=forms.TextInput({"type": "tel"})
    )
    email = forms.EmailField(label=_("邮箱"), required=False)
    team = TeamChoice(label=_("团队"), empty_label=_("不属于任何团队"))
    roles = forms.ModelMultipleChoiceField(
        Role.objects.order_by("pk"),
        label=_("角色"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("可以选几个，权限相加。"),
    )


class CompanyForm(Form):
    name = forms.CharField(
        label=_("公司名称"),
        max_length=60,
        required=False,
        help_text=_("显示在每一页上，留空就不显示。"),
    )


class TeamForm(Form):
    name = forms.CharField(label=_("名称"), max_length=60)
    parent = TeamChoice(label=_("上级团队"), empty_label=_("没有，是最上层"))


class NewRoleForm(Form):
    name = forms.CharField(label=_("名称"), max_length=60)
    description = forms.CharField(label=_("说明"), max_length=200, required=False)
    like = forms.ModelChoiceField(
        Role.objects.order_by("pk"),
        label=_("照抄权限自"),
        required=False,
        empty_label=_("不照抄，从空白开始"),
    )


class RoleForm(Form):
    name = forms.CharField(label=_("名称"), max_length=60)
    description = forms.CharField(label=_("说明"), max_length=200, required=False)
    is_administrator = forms.BooleanField(label=_("可管理用户、角色和系统设置"), required=False)
