"""Errors as RFC 9457 problem details: a stable `code`, a sentence, and where it hurts."""

from __future__ import annotations

import logging
import math
import uuid
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError

from sanjing.api.answers import encode
from sanjing.foundation.entities.criteria import BadCriteria
from sanjing.foundation.entities.errors import Refusal
from sanjing.foundation.outage import TRY_AGAIN_AFTER, is_outage

log = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"


class Malformed(Refusal):
    """The request itself cannot be read."""

    code = "malformed"
    status = 400


class TooLarge(Refusal):
    code = "too_large"
    status = 413


class WrongMediaType(Refusal):
    code = "wrong_media_type"
    status = 415


class VersionRequired(Refusal):
    """A change without `If-Match` could overwrite what somebody else just saved."""

    code = "version_required"
    status = 428


class TooManyRequests(Refusal):
    code = "too_many_requests"
    status = 429


def problem(status: int, code: str, detail: str, **more: Any) -> HttpResponse:
    """An answer that says what went wrong; `more` are further members of the problem."""
    body = {
        "type": f"/api/docs#{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
        **more,
    }
    return HttpResponse(encode(body), status=status, content_type=MEDIA_TYPE)


def install(api: NinjaAPI) -> None:
    """Tell `api` how every error is answered."""
    handlers: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
        Refusal: refused,
        BadCriteria: lambda _request, error: problem(400, "bad_criteria", str(error)),
        RequestDataTooBig: lambda _request, _error: too_large(),
        Http404: lambda _request, _error: not_found(),
        PermissionDenied: lambda _request, _error: forbidden(),
        AuthenticationError: lambda _request, _error: unknown_caller(),
        HttpError: http_error,
        Exception: failed,
    }
    for error, handler in handlers.items():
        api.add_exception_handler(error, handler)


def refused(_request: HttpRequest, refusal: Refusal) -> HttpResponse:
    answer = problem(refusal.status, refusal.code, refusal.message, **refusal.data)
    if "retry_after" in refusal.data:
        answer["Retry-After"] = str(max(1, math.ceil(refusal.data["retry_after"])))
    if "version" in refusal.data:
        answer["ETag"] = f'"{refusal.data["version"]}"'
    return answer


def not_found() -> HttpResponse:
    return problem(404, "not_found", _("没有这个地址。"))


def forbidden() -> HttpResponse:
    return problem(403, "forbidden", _("您的角色不能这样做。"))


def too_large() -> HttpResponse:
    return problem(413, "too_large", _("发来的内容太大了，请分几次发。"))


def not_allowed(methods: str) -> HttpResponse:
    answer = problem(
        405, "method_not_allowed", _("这个地址只接受 %(methods)s。") % {"methods": methods}
    )
    answer["Allow"] = methods
    return answer


def unknown_caller() -> HttpResponse:
    answer = problem(
        401, "unauthorized", _("请带上有效的接口令牌（Authorization: Bearer …），或先登录。")
    )
    answer["WWW-Authenticate"] = 'Bearer realm="sanjing"'
    return answer


def http_error(_request: HttpRequest, error: HttpError) -> HttpResponse:
    if error.status_code == 403:
        return problem(403, "csrf", _("这次请求没有通过来源检查，请带上 X-CSRFToken。"))
    return problem(error.status_code, "refused", error.message)


def unavailable() -> HttpResponse:
    answer = problem(
        503, "unavailable", _("数据库暂时连不上，请稍后再试。刚才如果在保存，请先看看有没有存上。")
    )
    answer["Retry-After"] = str(TRY_AGAIN_AFTER)
    return answer


def failed(_request: HttpRequest, error: Exception) -> HttpResponse:
    """A fault of ours, or a database that is away. The number told is in the log too; nothing else is told."""
    if is_outage(error):
        return unavailable()
    reference = uuid.uuid4().hex[:8]
    log.error("The API failed (%s)", reference, exc_info=error)
    detail = _("程序出了点问题，已经记下来了（%(reference)s）。请稍后再试。") % {
        "reference": reference
    }
    return problem(500, "failed", detail, reference=reference)
