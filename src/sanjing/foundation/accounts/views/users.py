"""Administration: the people who may sign in."""

from django.contrib.messages import ERROR
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sanjing.foundation.accounts import actions
from sanjing.foundation.accounts.access import administrators_only
from sanjing.foundation.accounts.actions.deactivate_user import OwnAccount
from sanjing.foundation.accounts.actions.reset_password import new_password
from sanjing.foundation.accounts.forms.people import UserForm
from sanjing.foundation.accounts.guards import LastAdministrator
from sanjing.foundation.accounts.models import User
from sanjing.foundation.accounts.queries import (
    open_sessions,
    second_factor_of,
    users_for_administration,
)
from sanjing.foundation.accounts.views.answers import form_page
from sanjing.foundation.pages import redirect_page, render_page, tell


@administrators_only
def users(request: HttpRequest) -> HttpResponse:
    wanted = request.GET.get("q", "").strip()
    rows = users_for_administration(wanted)
    context = {"title": pgettext("复数", "用户"), "users": rows, "q": wanted, "section": "users"}
    return render_page(request, "accounts/users.html", context, partial="rows")


@never_cache
@administrators_only
def new_user(request: HttpRequest) -> HttpResponse:
    """Open an account with a made-up password that is shown once."""
    form = UserForm(request.POST or None)
    if form.is_valid():
        secret = new_password()
        try:
            user = actions.create_user(
                **form.cleaned_data, password=secret, by=request.actor, at=timezone.now()
            )
            return _show_password(request, user, secret)
        except ValidationError as error:
            form.take(error)
    context = {"title": _("新用户"), "form": form, "section": "users"}
    return form_page(request, "accounts/user_form.html", context)


@never_cache
@administrators_only
def edit_user(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    form = UserForm(request.POST or None, initial=_values(user))
    if form.is_valid():
        try:
            actions.change_user(user, form.cleaned_data, by=request.actor, at=timezone.now())
            tell(request, _("「%(name)s」已保存。") % {"name": user.name})
            return redirect("accounts:users")
        except ValidationError as error:
            form.take(error)
        except LastAdministrator:
            form.add_error("roles", _("这是最后一位管理员，请先让另一位成为管理员。"))
        user.refresh_from_db()
    context = {
        "title": user.name,
        "form": form,
        "person": user,
        "sessions": open_sessions(user, at=timezone.now()),
        "factor": second_factor_of(user),
        "section": "users",
    }
    return form_page(request, "accounts/user_form.html", context)


@require_POST
@administrators_only
def deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    try:
        actions.deactivate_user(user, by=request.actor, at=timezone.now())
        tell(request, _("「%(name)s」已停用，所有设备已退出登录。") % {"name": user.name})
    except OwnAccount:
        tell(request, _("不能停用自己的账号，请让另一位管理员来做。"), level=ERROR)
    except LastAdministrator:
        tell(request, _("这是最后一位管理员，不能停用。"), level=ERROR)
    return redirect_page(request, f"/settings/users/{pk}/")


@require_POST
@administrators_only
def reactivate(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    actions.reactivate_user(user, by=request.actor, at=timezone.now())
    tell(request, _("「%(name)s」又可以登录了。") % {"name": user.name})
    return redirect_page(request, f"/settings/users/{pk}/")


@require_POST
@never_cache
@administrators_only
def new_password_for(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    secret = actions.reset_password(user, by=request.actor, at=timezone.now())
    return _show_password(request, user, secret)


@require_POST
@administrators_only
def sign_out_everywhere(request: HttpRequest, pk: int) -> HttpResponse:
    user, now = get_object_or_404(User, pk=pk), timezone.now()
    for session in open_sessions(user, at=now):
        actions.revoke_session(session, by=request.actor, at=now)
    tell(request, _("「%(name)s」的所有设备已退出登录。") % {"name": user.name})
    return redirect_page(request, f"/settings/users/{pk}/")


def _show_password(request: HttpRequest, user: User, secret: str) -> HttpResponse:
    context = {"title": user.name, "person": user, "secret": secret, "section": "users"}
    return render_page(request, "accounts/new_password.html", context)


def _values(user: User) -> dict[str, object]:
    return {
        "name": user.name,
        "username": user.username,
        "phone": user.phone,
        "email": user.email,
        "team": user.team_id,
        "roles": list(user.roles.values_list("pk", flat=True)),
    }
