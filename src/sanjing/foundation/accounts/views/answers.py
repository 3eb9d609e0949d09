"""How a page with a form answers."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from sanjing.foundation.pages import render_page


def form_page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page, with status 422 when `context["form"]` holds something that was not taken."""
    return render_page(request, template, context, status=422 if context["form"].errors else 200)
