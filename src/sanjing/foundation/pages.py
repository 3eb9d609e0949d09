"""Answer a request with a page, with one partial of it, or with somewhere else to go.

Finish every query before calling `render_page`: pass lists and values, never a queryset that is
still to be evaluated. A template that queries hides its cost and fails half-way down the page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme

DRAFT_KEY = re.compile(r"[\w.-]{1,80}", re.ASCII)
YEARS = range(1990, 2091)
VARY = ("HX-Request", "HX-Request-Type")


def is_htmx(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def wants_partial(request: HttpRequest) -> bool:
    """Whether htmx asks for a part; it says "full" when it swaps the body or selects."""
    return is_htmx(request) and request.headers.get("HX-Request-Type", "partial") == "partial"


def render_page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    partial: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page `template`, or for htmx its `{% partialdef %}` named `partial`.

    `partial` is the bare name ("rows") or the full one ("deals/list.html#rows"). Messages waiting
    for the person travel out of band with a partial, so that they show at once.
    """
    if partial and wants_partial(request):
        name = partial if "#" in partial else f"{template}#{partial}"
        body = render_to_string(name, dict(context or {}), request) + _waiting_messages(request)
    else:
        body = render_to_string(template, dict(context or {}), request)
    response = HttpResponse(body, status=status)
    patch_vary_headers(response, VARY)
    return response


def redirect_page(request: HttpRequest, url: str) -> HttpResponse:
    """Send the person to `url` after a change: 303 for a plain form, HX-Redirect for htmx.

    `url` must be an address of ours or one already checked; this function does not check it.
    What was posted is stored by then, so the browser may forget its draft of it.
    """
    response: HttpResponse = HttpResponseRedirect(url, status=303)
    if is_htmx(request):
        response = HttpResponse(status=204, headers={"HX-Redirect": url})
    return saved(response, request.POST.get("_draft", ""))


def return_to(request: HttpRequest, default: str) -> str:
    """Where to go afterwards: a path of ours given as `next`, or `default`."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if ours else default


def asked_day(request: HttpRequest, name: str, usual: date) -> date:
    """The day in the address; the usual one where it is none that we can show."""
    return _shown(request.GET.get(name, ""), usual)


def asked_month(request: HttpRequest, name: str, usual: date) -> date:
    """The first day of the month in the address, such as 2026-07."""
    return _shown(f"{request.GET.get(name, '')}-01", usual)


def tell(request: HttpRequest, text: str, *, level: int = messages.SUCCESS, undo: str = "") -> None:
    """Say what happened in a toast on this or the next page; `undo` is an address to POST to."""
    messages.add_message(request, level, text, extra_tags=undo)


def saved(response: HttpResponse, draft: str) -> HttpResponse:
    """Let the browser forget the draft with this key (`data-draft` of the form).

    `redirect_page` does it by itself; call it for a form that is saved without leaving the page.
    """
    if DRAFT_KEY.fullmatch(draft):
        response.set_cookie("draft_saved", draft, max_age=300, samesite="Lax")
    return response


def _shown(text: str, usual: date) -> date:
    try:
        asked = date.fromisoformat(text)
    except ValueError:
        return usual
    return asked if asked.year in YEARS else usual


def _waiting_messages(request: HttpRequest) -> str:
    waiting = messages.get_messages(request)
    return render_to_string("messages.html#oob", {"messages": waiting}, request) if waiting else ""
