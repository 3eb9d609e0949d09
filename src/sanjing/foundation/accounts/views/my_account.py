"""A person's own pages: profile, password, signed-in devices, API tokens."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from sanjing.foundation.accounts import actions, authentication
from sanjing.foundation.accounts.access import before_password_change, user_of
from sanjing.foundation.accounts.forms.own import PasswordForm, ProfileForm, TokenForm
from sanjing.foundation.accounts.models import User
from sanjing.foundation.accounts.queries import open_sessions, second_factor_of, tokens_of
from sanjing.foundation.accounts.scopes import spoken
from sanjing.foundation.accounts.views.answers import form_page
from sanjing.foundation.pages import redirect_page, render_page, tell


@never_cache
def account(request: HttpRequest) -> HttpResponse:
    user, now = user_of(request), timezone.now()
    form = ProfileForm(request.POST or None, initial=_profile(user))
    if form.is_valid():
        try:
            actions.change_profile(user, **form.cleaned_data, by=request.actor, at=now)
            tell(request, _("资料已保存。"))
            return redirect("accounts:account")
        except ValidationError as error:
            form.take(error)
    context = {
        "title": _("我的账号"),
        "form": form,
        "sessions": open_sessions(user, at=now),
        "current": request.session.session_key,
        "tokens": [(token, spoken(token.scopes)) for token in tokens_of(user)],
        "factor": second_factor_of(user),
        "token_form": TokenForm(),
        "now": now,
    }
    return form_page(request, "accounts/account.html", context)


@never_cache
@before_password_change
@sensitive_post_parameters("old", "password", "again")
def password(request: HttpRequest) -> HttpResponse:
    """Choose an own password; other devices are signed out, this one goes on."""
    form = PasswordForm(request.POST or None)
    now, remembered = timezone.now(), request.session.get_expiry_age() > 24 * 60 * 60
    if form.is_valid() and form.apply(request, at=now):
        authentication.sign_in(request, user_of(request), remember=remembered, at=now)
        tell(request, _("密码已更换，其他设备已退出登录。"))
        return redirect("/")
    context = {"form": form, "must": user_of(request).must_change_password, "title": _("更换密码")}
    return form_page(request, "accounts/password.html", context)


@require_POST
def end_session(request: HttpRequest, handle: str) -> HttpResponse:
    """Sign out one device of mine, named by the digest of its key."""
    found = [
        row for row in open_sessions(user_of(request), at=timezone.now()) if row.handle == handle
    ]
    if not found:
        raise Http404
    actions.revoke_session(found[0], by=request.actor, at=timezone.now())
    tell(request, _("那台设备已退出登录。"))
    return redirect_page(request, "/account/#sessions")


@require_POST
@never_cache
def new_token(request: HttpRequest) -> HttpResponse:
    """Issue a token and show its secret on this page, the only time."""
    form, now = TokenForm(request.POST), timezone.now()
    if not form.is_valid():
        return render_page(request, "accounts/token_form.html", {"token_form": form}, status=422)
    token, secret = actions.issue_token(
        user_of(request),
        name=form.cleaned_data["name"],
        scopes=form.scopes(),
        expires_at=form.expires_at(now),
        by=request.actor,
        at=now,
    )
    context = {"title": _("接口令牌已建立"), "token": token, "secret": secret}
    return render_page(request, "accounts/token.html", context)


@require_POST
def end_token(request: HttpRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(user_of(request).tokens, pk=pk)
    actions.revoke_token(token, by=request.actor, at=timezone.now())
    tell(request, _("令牌「%(name)s」已作废。") % {"name": token.name})
    return redirect_page(request, "/account/#tokens")


def _profile(user: User) -> dict[str, str]:
    return {"name": user.name, "phone": user.phone, "email": user.email, "language": user.language}
