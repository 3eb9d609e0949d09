"""Nobody passes without a name: `request.actor`, and the way to the log-in page."""

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation

from sanjing.foundation.accounts import sessions
from sanjing.foundation.accounts.access import View
from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.queries import actor_for


class ActorMiddleware:
    """Denies by default: only a view marked `@public` is shown to a stranger."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = None
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: tuple, kwargs: dict
    ) -> HttpResponse | None:
        if getattr(view, "is_public", False):
            actor_of(request)
            return None
        if actor_of(request) is None:
            return _to_login(request)
        sessions.keep_alive(request, at=timezone.now())
        if request.user.must_change_password and not hasattr(view, "is_before_password_change"):
            return _to(request, reverse("accounts:password"))
        if request.user.language:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = request.user.language
        return None


def actor_of(request: HttpRequest) -> Actor | None:
    """The actor of a request, found once. Error pages, which no view precedes, call this."""
    if request.actor is None and request.user.is_authenticated:
        request.actor = actor_for(request.user)
    return request.actor


def _to_login(request: HttpRequest) -> HttpResponse:
    if "HX-Request" in request.headers:
        current = urlsplit(request.headers.get("HX-Current-URL", ""))
        here = current.path + (f"?{current.query}" if current.query else "")
    else:
        here = request.get_full_path()
    return _to(request, f"{reverse('accounts:login')}?{urlencode({'next': here})}")


def _to(request: HttpRequest, address: str) -> HttpResponse:
    """A fragment request must move the whole page, or the log-in form would land inside it."""
    if "HX-Request" in request.headers:
        return HttpResponse(status=401, headers={"HX-Redirect": address})
    return redirect(address)
