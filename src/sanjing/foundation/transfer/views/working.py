"""Starting an import, watching it, taking it back."""

from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sanjing.foundation.entities.errors import Invalid
from sanjing.foundation.pages import redirect_page, render_page, tell
from sanjing.foundation.tasks.queries import worker_is_silent
from sanjing.foundation.transfer.actions.arrange import require_ready
from sanjing.foundation.transfer.actions.begin import begin
from sanjing.foundation.transfer.actions.undo import undo
from sanjing.foundation.transfer.models import ImportJob
from sanjing.foundation.transfer.queries import obtain_job
from sanjing.foundation.transfer.views.arranging import arrange_from, arranging

State = ImportJob.State
UNDER_WAY = (State.WAITING, State.RUNNING, State.UNDOING)


@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    job = obtain_job(pk, request.actor)
    if job.state == State.READY and "column" in request.POST:
        arrange_from(request, job)
    try:
        begin(job)
    except Invalid as problem:
        return arranging(request, job, str(problem))
    return redirect_page(request, f"/imports/{job.pk}/")


@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The bar, again every second; the whole page once there is nothing to wait for."""
    job = obtain_job(pk, request.actor)
    if job.state not in UNDER_WAY:
        return redirect_page(request, f"/imports/{job.pk}/")
    return render_page(request, "transfer/progress.html", progress_of(job), partial="bar")


def progress_of(job: ImportJob) -> dict:
    return {
        "job": job,
        "title": job.name,
        "asleep": job.state != State.RUNNING and worker_is_silent(timezone.now()),
    }


@require_POST
def undo_page(request: HttpRequest, pk: int) -> HttpResponse:
    job = obtain_job(pk, request.actor)
    undo(job, at=timezone.now())
    return redirect_page(request, f"/imports/{job.pk}/")


@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a file that was never brought in."""
    job = obtain_job(pk, request.actor)
    require_ready(job)
    default_storage.delete(job.path)
    job.delete()
    tell(request, _("已放弃导入“%(name)s”。") % {"name": job.name})
    return redirect_page(request, "/imports/")
