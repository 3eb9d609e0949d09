"""The page that shows what the columns of a file mean, and what would come of them."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sanjing.foundation.entities import registry
from sanjing.foundation.entities.errors import Forbidden, Refusal
from sanjing.foundation.pages import redirect_page, render_page
from sanjing.foundation.transfer.actions.arrange import arrange, turn_to
from sanjing.foundation.transfer.models import ImportJob
from sanjing.foundation.transfer.planning import preview_of, sheet_of
from sanjing.foundation.transfer.queries import obtain_job


def arranging(request: HttpRequest, job: ImportJob, error: str = "") -> HttpResponse:
    """The mapping page of a ready import."""
    entity = registry.get(job.entity)
    context = {
        "title": _("导入%(what)s") % {"what": entity.plural},
        "job": job,
        "entity": entity,
        "error": error,
        **sheet_of(job, request.actor),
    }
    return render_page(request, "transfer/arrange.html", context, status=422 if error else 200)


def arrange_from(request: HttpRequest, job: ImportJob) -> None:
    arrange(
        job,
        request.POST.getlist("column"),
        match=request.POST.get("match", ""),
        clear="clear" in request.POST,
        by=request.actor,
        at=timezone.now(),
    )


@require_POST
def arrange_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a changed mapping. htmx gets the new preview, a plain form the page."""
    job = obtain_job(pk, request.actor)
    arrange_from(request, job)
    if request.headers.get("HX-Request") == "true" and "+" not in request.POST.getlist("column"):
        return preview_page(request, job)
    return redirect_page(request, f"/imports/{job.pk}/")


@require_POST
def turn_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Another sheet of the workbook, or another kind of record."""
    job = obtain_job(pk, request.actor)
    entity = registry.get(request.POST.get("entity", job.entity))
    if entity.transfer is None or not request.actor.may(entity.name, "create"):
        raise Forbidden(_("您的角色不能导入%(what)s。") % {"what": entity.label})
    turn_to(job, entity=entity, sheet=request.POST.get("sheet", job.sheet), by=request.actor)
    return redirect_page(request, f"/imports/{job.pk}/")


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    return preview_page(request, obtain_job(pk, request.actor))


def preview_page(request: HttpRequest, job: ImportJob) -> HttpResponse:
    """Counts and first problems, found by writing the rows and taking them back."""
    context = {"job": job, "entity": registry.get(job.entity), "title": job.name}
    try:
        context |= preview_of(job, at=timezone.now())
    except Refusal as refusal:
        context["error"] = str(refusal)
    return render_page(request, "transfer/preview.html", context, partial="counts")
