"""What a person changes about themselves: profile, password, tokens, the first account."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts import authentication
from sanjing.foundation.accounts.actions.change_password import SamePassword, WrongPassword
from sanjing.foundation.accounts.actions.confirm_second_factor import WrongCode
from sanjing.foundation.accounts.forms.base import Form
from sanjing.foundation.accounts.forms.log_in import too_many
from sanjing.foundation.accounts.models import User
from sanjing.foundation.accounts.scopes import LEVELS, READ, entities_of_api, scopes_of
from sanjing.foundation.accounts.throttle import TooManyAttempts

SOME = "some"
_PASSWORD_HINT = _("至少 8 个字符，不要用常见密码，也不要与登录名或姓名相近。")


def _new_password(**more: Any) -> forms.CharField:
    widget = forms.PasswordInput({"autocomplete": "new-password"})
    return forms.CharField(max_length=200, strip=False, widget=widget, **more)


class _TwiceTheSame(Form):
    """Two inputs for a new password, so that a slip of the finger shows."""

    def clean(self) -> None:
        super().clean()
        first, second = self.cleaned_data.get("password"), self.cleaned_data.get("again")
        if first and second and first != second:
            self.add_error("again", gettext("两次输入的密码不一样。"))


class WelcomeForm(_TwiceTheSame):
    company = forms.CharField(
        label=_("公司名称"),
        max_length=60,
        required=False,
        widget=forms.TextInput({"autocomplete": "organization"}),
        help_text=_("显示在每一页上，以后可以在“设置”里改。"),
    )
    name = forms.CharField(
        label=_("姓名"), max_length=60, widget=forms.TextInput({"autocomplete": "name"})
    )
    username = forms.CharField(
        label=_("登录名"),
        max_length=60,
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none"}),
        help_text=_("以后用它登录，可以是拼音、邮箱或手机号。"),
    )
    password = _new_password(label=_("密码"), help_text=_PASSWORD_HINT)
    again = _new_password(label=_("再输一遍密码"))


class PasswordForm(_TwiceTheSame):
    old = forms.CharField(
        label=_("现在的密码"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    password = _new_password(label=_("新密码"), help_text=_PASSWORD_HINT)
    again = _new_password(label=_("再输一遍新密码"))

    def apply(self, request: HttpRequest, *, at: datetime) -> bool:
        """Change the password, or say beside the field why not."""
        old, new = self.cleaned_data["old"], self.cleaned_data["password"]
        try:
            authentication.change_own_password(request, old=old, new=new, at=at)
        except WrongPassword:
            self.add_error("old", gettext("现在的密码不对。"))
        except SamePassword:
            self.add_error("password", gettext("新密码要与现在的不同。"))
        except TooManyAttempts as refusal:
            self.add_error(None, too_many(refusal))
        except ValidationError as error:
            self.take(error, beside="password")
        return not self.errors


class CodeForm(Form):
    code = forms.CharField(
        label=_("验证码"),
        max_length=20,
        widget=forms.TextInput({"autocomplete": "one-time-code", "autofocus": True}),
    )

    def clean_code(self) -> str:
        return self.cleaned_data["code"].replace(" ", "")

    def spend(self, request: HttpRequest, user: User, *, at: datetime) -> bool:
        """Check the code, or say beside the field why it does not open."""
        try:
            authentication.check_code(request, user, self.cleaned_data["code"], at=at)
        except WrongCode:
            self.add_error("code", wrong_code())
        except TooManyAttempts as refusal:
            self.add_error(None, too_many(refusal))
        return not self.errors


def wrong_code() -> str:
    return gettext("验证码不对或已用过，请输入应用里现在显示的 6 位数字。")


class ProfileForm(Form):
    name = forms.CharField(label=_("姓名"), max_length=60)
    phone = forms.CharField(
        label=_("手机"), max_length=20, required=False, widget=forms.TextInput({"type": "tel"})
    )
    email = forms.EmailField(label=_("邮箱"), required=False)
    language = forms.ChoiceField(
        label=_("语言"),
        required=False,
        choices=lambda: [("", _("跟随浏览器")), *settings.LANGUAGES],
    )


class TokenForm(Form):
    name = forms.CharField(
        label=_("用途"), max_length=60, help_text=_("例如「官网表单」，以后好认出来。")
    )
    scope = forms.ChoiceField(
        label=_("范围"), choices=[*LEVELS, (SOME, _("只限下面选中的资料"))], initial=READ
    )
    days = forms.TypedChoiceField(
        label=_("有效期"),
        coerce=int,
        choices=[(90, _("90 天")), (365, _("一年")), (30, _("30 天")), (0, _("不限期"))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for entity in entities_of_api():
            choices = [("", _("不给")), *LEVELS]
            self.fields[f"on_{entity.slug}"] = forms.ChoiceField(
                label=str(entity.label),
                choices=choices,
                required=False,
                widget=forms.Select({"class": "form-select"}),
            )

    @property
    def general(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if not name.startswith("on_")]

    @property
    def single(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("on_")]

    def clean(self) -> None:
        super().clean()
        if self.cleaned_data.get("scope") == SOME and not self.scopes():
            self.add_error("scope", gettext("请至少给一种资料选上“只读”或“读和写”。"))

    def scopes(self) -> list[str]:
        data = self.cleaned_data
        if data["scope"] != SOME:
            return scopes_of(data["scope"])
        given = ((e.slug, data.get(f"on_{e.slug}", "")) for e in entities_of_api())
        return [scope for slug, level in given if level for scope in scopes_of(level, slug)]

    def expires_at(self, at: datetime) -> datetime | None:
        days = self.cleaned_data["days"]
        return at + timedelta(days=days) if days else None
