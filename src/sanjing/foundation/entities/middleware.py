"""Anticipated refusals as calm pages; the API answers its own."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from sanjing.foundation.entities.criteria import BadCriteria
from sanjing.foundation.entities.errors import Refusal
from sanjing.foundation.pages import render_page


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
    context = {"message": message, "title": _("这一步没有做成")}
    return render_page(request, "entities/refusal.html", context, partial="refusal", status=status)
