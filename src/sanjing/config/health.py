"""What a monitor asks: /healthz and /metrics. Numbers only, nothing about customers."""

import hmac
from collections.abc import Iterator

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from sanjing import __version__
from sanjing.config.hosts import LOOPBACK
from sanjing.foundation.accounts.access import public
from sanjing.foundation.tasks.queries import Backlog, backlog

WORKER_SILENT_AFTER = 60.0


@public
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 while people can work; 503 when the database is away or not migrated.

    A silent worker is reported, not fatal: pages still work.
    """
    try:
        pending = pending_migrations()
        age = backlog(now=timezone.now()).heartbeat_age if not pending else None
    except DatabaseError:
        return JsonResponse({"status": "down", "database": "unreachable"}, status=503)
    silent = age is None or age > WORKER_SILENT_AFTER
    body = {
        "status": "migrate" if pending else "worker silent" if silent else "ok",
        "version": __version__,
        "database": connection.vendor,
        "migrations": "pending" if pending else "applied",
        "worker_heartbeat_age": None if age is None else round(age, 1),
    }
    return JsonResponse(body, status=503 if pending else 200)


def pending_migrations() -> int:
    """How many migrations of this code the database does not have yet."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@public
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus text, for this machine or for the holder of SANJING_METRICS_TOKEN."""
    if not _may_read_metrics(request):
        return HttpResponse(
            "SANJING_METRICS_TOKEN is needed.\n", status=403, content_type="text/plain"
        )
    now = timezone.now()
    text = "".join(f"{line}\n" for line in _lines(backlog(now=now)))
    return HttpResponse(text, content_type="text/plain; version=0.0.4; charset=utf-8")


def _may_read_metrics(request: HttpRequest) -> bool:
    token = settings.ENV.metrics_token
    if token:
        given = request.headers.get("Authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
    local = request.META.get("REMOTE_ADDR", "") in (*LOOPBACK, "::1")
    return local and "X-Forwarded-For" not in request.headers


def _lines(state: Backlog) -> Iterator[str]:
    yield "# TYPE sanjing_info gauge"
    yield f'sanjing_info{{version="{__version__}",database="{connection.vendor}"}} 1'
    yield "# TYPE sanjing_tasks gauge"
    for name in ("ready", "running", "failed"):
        yield f'sanjing_tasks{{state="{name}"}} {getattr(state, name)}'
    yield "# TYPE sanjing_scheduled_jobs_failing gauge"
    yield f"sanjing_scheduled_jobs_failing {len(state.failing_jobs)}"
    if state.heartbeat_age is not None:
        yield "# TYPE sanjing_worker_heartbeat_age_seconds gauge"
        yield f"sanjing_worker_heartbeat_age_seconds {state.heartbeat_age:.1f}"
