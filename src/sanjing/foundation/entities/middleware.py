"""Anticipated refusals as calm pages; the API answers its own."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from sanjing.foundation.entities.criteria import BadCriteria
from sanjing.foundation.entities.errors import Refusal
from sanjing.foundation.pages import render_page, wants_partial


class RefusalMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Refusal):
            return refusal_page(request, error.message, error.status)
        if isinstance(error, BadCriteria):
            return refusal_page(request, str(error), 400)
        return None


def refusal_page(request: HttpRequest, message: str, status: int) -> HttpResponse:
    """A calm page; for a part that htmx asked for, a toast that leaves the page as it is."""
    if wants_partial(request):
        body = render_to_string("error_toast.html", {"message": message})
        headers = {"HX-Retarget": "#toasts", "HX-Reswap": "beforeend"}
        return HttpResponse(body, status=status, headers=headers)
    context = {"message": message, "title": _("这一步没有做成")}
    return render_page(request, "entities/refusal.html", context, status=status)
