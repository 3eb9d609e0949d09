"""The second step of signing in, and setting up the app that gives its codes."""

import segno
from django.conf import settings
from django.contrib.messages import ERROR
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sanjing.foundation.accounts import actions, authentication, totp
from sanjing.foundation.accounts.access import administrators_only, public, user_of
from sanjing.foundation.accounts.actions.confirm_second_factor import WrongCode
from sanjing.foundation.accounts.company import company_name
from sanjing.foundation.accounts.forms.own import CodeForm, wrong_code
from sanjing.foundation.accounts.models import SecondFactor, User
from sanjing.foundation.accounts.queries import second_factor_of
from sanjing.foundation.accounts.views.answers import form_page
from sanjing.foundation.accounts.views.signing_in import enter
from sanjing.foundation.pages import redirect_page, render_page, return_to, tell


@public
@never_cache
def second_step(request: HttpRequest) -> HttpResponse:
    """Ask for the code of someone whose password was right a moment ago."""
    now, destination = timezone.now(), return_to(request, settings.LOGIN_REDIRECT_URL)
    waiting = authentication.held(request, at=now)
    if waiting is None:
        return redirect("accounts:login")
    user, remember = waiting
    form = CodeForm(request.POST or None)
    if form.is_valid() and form.spend(request, user, at=now):
        return enter(request, user, destination, remember=remember)
    context = {"form": form, "next": destination}
    return form_page(request, "accounts/second_step.html", context)


@never_cache
def second_factor(request: HttpRequest) -> HttpResponse:
    """Show the QR code, take the first code, then show the recovery codes once."""
    user, now = user_of(request), timezone.now()
    if second_factor_of(user) is not None:
        context = {"title": _("两步验证"), "form": CodeForm()}
        return render_page(request, "accounts/second_factor_on.html", context)
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            code = form.cleaned_data["code"]
            codes = actions.confirm_second_factor(user, code=code, by=request.actor, at=now)
            context = {"title": _("恢复码"), "codes": codes}
            return render_page(request, "accounts/recovery_codes.html", context)
        except WrongCode:
            form.add_error("code", wrong_code())
    factor = _shown(request, form)
    context = {"title": _("开启两步验证"), "form": form, "secret": factor.secret, "qr": _qr(factor)}
    return form_page(request, "accounts/second_factor.html", context)


@require_POST
def end_second_factor(request: HttpRequest) -> HttpResponse:
    """Switch off with a code, so that an unattended browser is not enough."""
    form, now = CodeForm(request.POST), timezone.now()
    on = second_factor_of(user_of(request)) is not None
    if on and form.is_valid() and form.spend(request, user_of(request), at=now):
        actions.remove_second_factor(user_of(request), by=request.actor, at=now)
        tell(request, _("两步验证已关闭。"))
        return redirect_page(request, "/account/")
    for reason in [text for texts in form.errors.values() for text in texts]:
        tell(request, str(reason), level=ERROR)
    return redirect_page(request, "/account/second-factor/")


@require_POST
@administrators_only
def end_for(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    actions.remove_second_factor(user, by=request.actor, at=timezone.now())
    tell(request, _("「%(name)s」的两步验证已关闭。") % {"name": user.name})
    return redirect_page(request, f"/settings/users/{pk}/")


def _shown(request: HttpRequest, form: CodeForm) -> SecondFactor:
    """A secret of its own for every opening of the page; a mistyped code keeps the one shown."""
    if form.errors and hasattr(user_of(request), "second_factor"):
        return user_of(request).second_factor
    return actions.start_second_factor(user_of(request), by=request.actor, at=timezone.now())


def _qr(factor: SecondFactor) -> str:
    """The QR code as the address of an image; white below it, so that dark pages scan too."""
    uri = totp.provisioning_uri(factor.secret, factor.user.username, company_name() or "三境")
    return segno.make(uri).svg_data_uri(scale=5, light="#fff")
