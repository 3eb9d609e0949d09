"""Subscribing a phone to one's own calendar: a secret address, shown once, that can be ended."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sanjing.foundation.accounts.access import public, user_of
from sanjing.foundation.accounts.actions import issue_token
from sanjing.foundation.accounts.models import User, digest_of
from sanjing.foundation.accounts.queries import actor_for_token
from sanjing.foundation.accounts.scopes import name_scope
from sanjing.foundation.pages import render_page
from sanjing.modules.activities.feed import calendar_of
from sanjing.modules.activities.views.pages import must_see

SCOPE = "calendar:read"
"""Opens this address and nothing else."""
name_scope(SCOPE, gettext_lazy("只读：手机日历"))


@never_cache
@require_http_methods(["GET", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    """How to subscribe; after a POST, with a new address. Old ones stay until they are ended."""
    must_see(request, "task")
    address = ""
    if request.method == "POST":
        _token, secret = issue_token(
            user_of(request),
            name=_("手机日历"),
            scopes=[SCOPE],
            by=request.actor,
            at=timezone.now(),
        )
        address = request.build_absolute_uri(reverse("activities:feed", args=[secret]))
    return render_page(request, "activities/subscribe.html", {"address": address})


@public
@never_cache
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar that this address was made for, in the language of its person."""
    now = timezone.now()
    found = actor_for_token(secret, at=now)
    if found is None or SCOPE not in found[1] or not found[0].may("task", "see"):
        raise Http404
    site = request.build_absolute_uri("/").rstrip("/")
    person = User.objects.get(tokens__digest=digest_of(secret))
    with translation.override(person.language or settings.LANGUAGE_CODE):
        body = calendar_of(found[0], at=now, site=site)
    return HttpResponse(body, content_type="text/calendar; charset=utf-8")
