"""What was brought in, when, by whom, and what came of it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sanjing.foundation.entities import registry
from sanjing.foundation.pages import render_page
from sanjing.foundation.transfer.actions.undo import may_undo
from sanjing.foundation.transfer.models import ImportJob
from sanjing.foundation.transfer.planning import also, left_of
from sanjing.foundation.transfer.queries import jobs_for, obtain_job, reasons_of, touched
from sanjing.foundation.transfer.views.arranging import arranging
from sanjing.foundation.transfer.views.working import UNDER_WAY, progress_of
from sanjing.kernel.numbers import whole

MOST = 100


@require_safe
def history(request: HttpRequest) -> HttpResponse:
    jobs = list(jobs_for(request.actor)[:MOST])
    rows = [(job, entity) for job in jobs if (entity := registry.find(job.entity))]
    context = {"title": _("导入记录"), "rows": rows}
    return render_page(request, "transfer/history.html", context)


@require_safe
def job_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One import: its mapping, its progress or its result, by its state."""
    job = obtain_job(pk, request.actor)
    if job.state == ImportJob.State.READY:
        return arranging(request, job)
    if job.state in UNDER_WAY:
        return render_page(request, "transfer/progress.html", progress_of(job))
    context = {
        "title": job.name,
        "job": job,
        "entity": registry.get(job.entity),
        "also": also(job.tally),
        "left": left_of(job),
        "reasons": reasons_of(job),
        "may_undo": may_undo(job, timezone.now()),
    }
    return render_page(request, "transfer/result.html", context)


@require_safe
def records(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """The records an import made or changed."""
    job = obtain_job(pk, request.actor)
    if what not in ("created", "changed"):
        raise Http404
    before = whole(request.GET.get("before", "")) or 0
    rows, following = touched(job, request.actor, what, before=before)
    entity = registry.get(job.entity)
    text = _("新建的%(what)s") if what == "created" else _("更新的%(what)s")
    context = {"title": text % {"what": entity.label}, "job": job, "rows": rows, "next": following}
    return render_page(request, "transfer/records.html", context, partial="rows")
