"""The page on which a customer follows an order: no sign-in, no cookie, no script."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sanjing.foundation.accounts.access import public
from sanjing.foundation.accounts.client import client_ip
from sanjing.foundation.accounts.company import company_name
from sanjing.modules.deliveries.tracking import TooManyLooks, count_look, progress_of


@public
@never_cache
@require_safe
def track(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever has the address sees how far the order is; search engines are kept away."""
    try:
        count_look(client_ip(request), timezone.now())
    except TooManyLooks as refusal:
        return page({"refusal": refusal.message}, refusal.status)
    found = progress_of(token)
    return page({"found": found}, 200 if found else 404)


def page(context: dict, status: int) -> HttpResponse:
    context |= {"company": company_name()}
    answer = HttpResponse(render_to_string("deliveries/track.html", context), status=status)
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Referrer-Policy"] = "no-referrer"
    return answer
