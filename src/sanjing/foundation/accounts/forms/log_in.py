"""Name and password, and the sentence that says why they did not open the door."""

from datetime import datetime, timedelta

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts import authentication
from sanjing.foundation.accounts.forms.base import Form
from sanjing.foundation.accounts.models import User
from sanjing.foundation.accounts.throttle import TooManyAttempts

_NAME = {"autocomplete": "username", "autocapitalize": "none", "autofocus": True}


class LogInForm(Form):
    username = forms.CharField(label=_("登录名"), max_length=60, widget=forms.TextInput(_NAME))
    password = forms.CharField(
        label=_("密码"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    remember = forms.BooleanField(label=_("在这台设备上保持登录 30 天"), required=False)

    def check(self, request: HttpRequest, *, at: datetime) -> User | None:
        """The user behind the credentials, or None with the reason among the errors."""
        data = self.cleaned_data
        try:
            return authentication.check_password(request, data["username"], data["password"], at=at)
        except authentication.WrongCredentials:
            self.add_error(None, gettext("登录名或密码不对，请重新输入。"))
        except TooManyAttempts as refusal:
            self.add_error(None, too_many(refusal))
        return None


def too_many(refusal: TooManyAttempts) -> str:
    return gettext("密码输错次数太多，请等 %(wait)s再试。") % {"wait": in_words(refusal.wait)}


def in_words(wait: timedelta) -> str:
    """A waiting time as a person says it, rounded up."""
    seconds = max(-(-wait // timedelta(seconds=1)), 1)
    if seconds < 60:
        return ngettext("%(n)s 秒", "%(n)s 秒", seconds) % {"n": seconds}
    minutes = -(-seconds // 60)
    return ngettext("%(n)s 分钟", "%(n)s 分钟", minutes) % {"n": minutes}
