"""Pages for when something goes wrong. None needs the database or a signed-in person.

Wire them in the root URLconf (`from sanjing.web.errors import handler400, …`) and with
`CSRF_FAILURE_VIEW = "sanjing.web.errors.csrf_failure"`.
"""

import logging
import sys
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from sanjing.foundation.outage import TRY_AGAIN_AFTER, is_outage
from sanjing.foundation.pages import is_htmx

log = logging.getLogger("sanjing.web")


def answer(
    request: HttpRequest, status: int, message: str, template: str = "", **context
) -> HttpResponse:
    """A whole page, or for htmx a toast that leaves the page as it is."""
    if is_htmx(request):
        body = render_to_string(
            "error_toast.html", {"message": message or _("没有成功，请再试一次。")}
        )
        headers = {"HX-Retarget": "#toasts", "HX-Reswap": "beforeend"}
        return HttpResponse(body, status=status, headers=headers)
    body = render_to_string(template or f"{status}.html", {"message": message, **context})
    return HttpResponse(body, status=status)


def handler400(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, 400, "")


def handler403(request: HttpRequest, exception: Exception) -> HttpResponse:
    """`PermissionDenied("…")` may say in a sentence what is not allowed."""
    return answer(request, 403, str(exception) or "")


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, 404, "")


def handler500(request: HttpRequest) -> HttpResponse:
    """The number on the page is in the log too, so that the two can be brought together.

    Django calls this while it handles the error. Where the database is away, it is 503.
    """
    if is_outage(sys.exception()):
        return unavailable(request)
    reference = uuid.uuid4().hex[:8]
    log.error("Answered 500", extra={"reference": reference})
    message = _("程序出了点问题，已经记下来了（%(reference)s）。请稍后再试。") % {
        "reference": reference
    }
    return answer(request, 500, message, reference=reference)


def unavailable(request: HttpRequest) -> HttpResponse:
    response = answer(
        request, 503, _("数据库暂时连不上，请稍后再试。刚才如果在保存，请先看看有没有存上。")
    )
    response["Retry-After"] = str(TRY_AGAIN_AFTER)
    return response


def explain_methods(get_response: Callable[[HttpRequest], HttpResponse]):
    """Middleware: who opens the address of a button is told so, where Django would say nothing at all."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not isinstance(response, HttpResponseNotAllowed) or response.content:
            return response
        told = answer(request, 405, "")
        told["Allow"] = response["Allow"]
        return told

    return middleware


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return answer(request, 403, _("页面停留太久，请刷新后再试。"), "403_csrf.html")
