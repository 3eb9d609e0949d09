"""The forms of a person's own pages: log-in, password, profile, tokens."""

from datetime import datetime, timedelta

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sanjing.foundation.accounts import authentication
from sanjing.foundation.accounts.models import User
from sanjing.foundation.accounts.throttle import TooManyAttempts


class Form(forms.Form):
    """Gives every input the class the style sheet knows, and says beside it what is wrong."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.setdefault("class", _class_of(field.widget))

    def add_error(self, field: str | None, error: Any) -> None:
        super().add_error(field, error)
        if field in self.fields:
            self.fields[field].widget.attrs["class"] += " is-invalid"


def _class_of(widget: forms.Widget) -> str:
    return _CLASS.get(getattr(widget, "input_type", ""), "form-control")


_CLASS = {"checkbox": "form-check-input", "radio": "form-check-input", "select": "form-select"}


class LogInForm(Form):
    username = forms.CharField(
        label=_("登录名"),
        max_length=60,
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none", "autofocus": True}),
    )
    password = forms.CharField(
        label=_("密码"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    remember = forms.BooleanField(label=_("在这台设备上保持登录 30 天"), required=False)

    def check(self, request: HttpRequest, *, at: datetime) -> User | None:
        """The user behind the credentials, or None with the reason among the errors."""
        try:
            return authentication.check_password(
                request, self.cleaned_data["username"], self.cleaned_data["password"], at=at
            )
        except authentication.WrongCredentials:
            self.add_error(None, _t("登录名或密码不对，请重新输入。"))
        except TooManyAttempts as refusal:
            self.add_error(
                None, _t("密码输错次数太多，请等 %(wait)s再试。") % {"wait": in_words(refusal.wait)}
            )
        return None


def in_words(wait: timedelta) -> str:
    """A waiting time as a person says it, rounded up."""
    seconds = max(int(wait.total_seconds()) + 1, 1)
    if seconds < 60:
        return ngettext("%(n)s 秒", "%(n)s 秒", seconds) % {"n": seconds}
    minutes = -(-seconds // 60)
    return ngettext("%(n)s 分钟", "%(n)s 分钟", minutes) % {"n": minutes}
