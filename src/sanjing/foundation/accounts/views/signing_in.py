"""The log-in page, and the way out."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from sanjing.foundation.accounts import authentication
from sanjing.foundation.accounts.access import before_password_change, public
from sanjing.foundation.accounts.forms import LogInForm
from sanjing.foundation.accounts.queries import there_is_an_administrator


@public
@never_cache
@sensitive_post_parameters("password")
def log_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password, or, on a fresh installation, point to the terminal."""
    destination = safe_destination(request)
    if request.actor is not None:
        return redirect(destination)
    if not there_is_an_administrator():
        return render(request, "accounts/unclaimed.html")
    form = LogInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = form.check(request, at=timezone.now())
        if user is not None:
            remember = form.cleaned_data["remember"]
            authentication.sign_in(request, user, remember=remember, at=timezone.now())
            return redirect(destination)
    status = 422 if form.errors else 200
    return render(request, "accounts/log_in.html", {"form": form, "next": destination}, status=status)


@require_POST
@before_password_change
def log_out(request: HttpRequest) -> HttpResponse:
    authentication.sign_out(request, at=timezone.now())
    return redirect("accounts:login")


def safe_destination(request: HttpRequest) -> str:
    """Where `next` leads, if it stays on this site; otherwise the first page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    stays = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if stays else settings.LOGIN_REDIRECT_URL
