"""Every address the program answers, walked from its URL patterns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import get_converters

SAMPLES = {
    "int": "1",
    "slug": "some-word",
    "str": "some-word",
    "path": "some/path",
    "uuid": "00000000-0000-4000-8000-000000000000",
    "entity": "customers",
    "api_entity": "customers",
    "filed": "customers",
    "api_verb": "some-word",
}


NO_TOKEN = 418
"""What `no_token` answers, which no view of ours does."""


def no_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Stands in for the page that a form without its token leads to."""
    return HttpResponse(status=NO_TOKEN)


@dataclass(frozen=True)
class Address:
    pattern: str
    view: Callable[..., Any]
    url: str

    @property
    def is_public(self) -> bool:
        return getattr(self.view, "is_public", False)


def all_addresses() -> list[Address]:
    return list(_walk(get_resolver().url_patterns, "", {}))


def _walk(patterns, prefix: str, converters: dict) -> Iterator[Address]:
    for one in patterns:
        whole = prefix + str(one.pattern)
        known = converters | one.pattern.converters
        if isinstance(one, URLResolver):
            yield from _walk(one.url_patterns, whole, known)
        elif isinstance(one, URLPattern):
            yield Address(whole, one.callback, "/" + _filled(whole, known))


def _filled(pattern: str, converters: dict) -> str:
    """The pattern with a plausible value for each of its parts."""
    names = {type(converter): name for name, converter in get_converters().items()}
    for part, converter in converters.items():
        name = names[type(converter)]
        for spelled in (f"<{name}:{part}>", f"<{part}>"):
            pattern = pattern.replace(spelled, SAMPLES[name])
    return pattern
