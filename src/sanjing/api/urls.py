"""Everything under /api/: what the API routes, its description, and a calm answer for the rest."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, URLResolver, path, re_path
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from sanjing.api import problems
from sanjing.api.assembly import api
from sanjing.api.openapi.views import docs, openapi_json
from sanjing.foundation.accounts.access import public, public_urls

View = Callable[..., HttpResponse]


@public
def root(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect("/api/docs")


@csrf_exempt
def unknown(request: HttpRequest, **_path: Any) -> HttpResponse:
    return problems.not_found()


def finished(view: View) -> View:
    """Answers are private to the caller, and a wrong method is told like every other problem."""

    @wraps(view)
    def finish(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code == 405:
            response = problems.not_allowed(response["Allow"])
        add_never_cache_headers(response)
        patch_vary_headers(response, ("Authorization", "Cookie"))
        return response

    return finish


def finished_urls(patterns: list[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            finished_urls(pattern.url_patterns)
        else:
            pattern.callback = finished(pattern.callback)
    return patterns


urlpatterns = [
    path("", root),
    path("docs", public(docs), name="api-docs"),
    path("openapi.json", public(openapi_json), name="api-openapi"),
    *public_urls(finished_urls([path("", api.urls), re_path(r"", unknown)])),
]
