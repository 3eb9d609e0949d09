"""What a view says about who may reach it. A view that says nothing is for signed-in people."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver

from sanjing.foundation.accounts.models import User

View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """Reachable without signing in. `request.actor` is None for a stranger."""
    view.is_public = True
    return view


def public_urls(patterns: list[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """Mark every view below `patterns` public: for the API, which authenticates by itself."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            public_urls(pattern.url_patterns)
        else:
            public(pattern.callback)
    return patterns


def user_of(request: HttpRequest) -> User:
    """The signed-in user; 403 if a view forgot that strangers reach it."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def before_password_change(view: View) -> View:
    """Reachable by a person who was given a password and has not chosen their own yet."""
    view.is_before_password_change = True
    return view


def administrators_only(view: View) -> View:
    """403 for everybody whose roles may not manage the system."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.actor.is_administrator:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded
