"""The log-in page, the first-start link, and the way out."""

from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from sanjing.foundation.accounts import authentication
from sanjing.foundation.accounts.access import before_password_change, public
from sanjing.foundation.accounts.actions.claim_installation import (
    LinkNotValid,
    check_link,
    claim_installation,
)
from sanjing.foundation.accounts.forms.log_in import LogInForm
from sanjing.foundation.accounts.forms.own import WelcomeForm
from sanjing.foundation.accounts.models import User
from sanjing.foundation.accounts.queries import second_factor_of, there_is_an_administrator
from sanjing.foundation.accounts.views.answers import form_page
from sanjing.foundation.pages import render_page, return_to

USED_UP = gettext_noop(
    "这个链接用过了，或者已经过期。已经有管理员的，请直接登录；还没有的，重新启动程序，终端里会给出新的链接。"
)


@public
@never_cache
@sensitive_post_parameters("password")
def log_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password, or, on a fresh installation, point to the terminal."""
    destination = return_to(request, settings.LOGIN_REDIRECT_URL)
    if request.actor is not None:
        return redirect(destination)
    if not there_is_an_administrator():
        return render_page(request, "accounts/unclaimed.html")
    form = LogInForm(request.POST or None)
    user = form.check(request, at=timezone.now()) if form.is_valid() else None
    if user is not None:
        remember = form.cleaned_data["remember"]
        if second_factor_of(user) is None:
            return enter(request, user, destination, remember=remember)
        authentication.hold(request, user, remember=remember, at=timezone.now())
        return redirect(f"{reverse('accounts:second_step')}?{urlencode({'next': destination})}")
    context = {"form": form, "next": destination}
    return form_page(request, "accounts/log_in.html", context)


@public
@never_cache
@sensitive_post_parameters("password", "again")
def welcome(request: HttpRequest, token: str) -> HttpResponse:
    """Create the first administrator, once, with the link printed in the terminal."""
    now = timezone.now()
    form = WelcomeForm(request.POST or None)
    try:
        check_link(token, at=now)
        if form.is_valid():
            user = _claim(form, token, at=now)
            return enter(request, user, settings.LOGIN_REDIRECT_URL)
    except LinkNotValid:
        return render(request, "404.html", {"message": _(USED_UP)}, status=404)
    except ValidationError as error:
        form.take(error, beside="password")
    return form_page(request, "accounts/welcome.html", {"form": form})


@require_POST
@before_password_change
def log_out(request: HttpRequest) -> HttpResponse:
    authentication.sign_out(request, at=timezone.now())
    return redirect("accounts:login")


def enter(
    request: HttpRequest, user: User, destination: str, *, remember: bool = False
) -> HttpResponse:
    authentication.sign_in(request, user, remember=remember, at=timezone.now())
    return redirect(destination)


def _claim(form: WelcomeForm, token: str, *, at: datetime) -> User:
    data = form.cleaned_data
    return claim_installation(
        token,
        username=data["username"],
        name=data["name"],
        password=data["password"],
        company=data["company"],
        at=at,
    )
