"""One line a request for those who ask for it, without its query and without secrets in addresses."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

SECRETS = ("token", "secret")  # Parts of routes that let whoever knows them in.
logger = logging.getLogger("sanjing.requests")


def log_requests(answer: Callable[[HttpRequest], HttpResponse]) -> Callable:
    """Middleware: method, path, status and how long it took until the answer began."""

    def answer_and_tell(request: HttpRequest) -> HttpResponse:
        began = time.monotonic()
        response = answer(request)
        facts = {"status": response.status_code, "ms": round((time.monotonic() - began) * 1000, 1)}
        logger.info("%s %s", request.method, shown(request), extra=facts)
        return response

    return answer_and_tell


def shown(request: HttpRequest) -> str:
    path, match = request.path, request.resolver_match
    for name in SECRETS:
        if match and (secret := match.kwargs.get(name)):
            path = path.replace(str(secret), "…")
    return path
