"""Making, changing and removing one record."""

import json

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sanjing.foundation.entities import forms, merging, records
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.errors import Conflict, Forbidden, Invalid
from sanjing.foundation.entities.pointing import pointing_at
from sanjing.foundation.pages import redirect_page, render_page, return_to, tell
from sanjing.kernel.numbers import whole


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest, entity: Entity) -> HttpResponse:
    actor = request.actor
    if not actor.may(entity.name, "create"):
        raise Forbidden(_("您的角色不能新建%(what)s。") % {"what": entity.label})
    if request.method == "GET":
        return show(
            request, entity, None, forms.record_form(entity, actor, initial=request.GET.dict())
        )
    form = forms.record_form(entity, actor, data=request.POST)
    try:
        record = records.create(entity, forms.given(form, form.fields), by=actor, at=timezone.now())
    except Invalid as error:
        forms.show_errors(form, error)
        return show(request, entity, None, form, status=422)
    messages.success(
        request,
        _("已建立%(what)s“%(title)s”") % {"what": entity.label, "title": entity.title_of(record)},
    )
    return redirect_page(request, return_to(request, entity.url(record)))


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, entity: Entity, pk: int) -> HttpResponse:
    actor = request.actor
    record = records.obtain(entity, pk, by=actor, verb="change")
    if request.method == "GET":
        return show(request, entity, record, forms.record_form(entity, actor, record))
    return save(request, entity, record, request.POST)


def save(request: HttpRequest, entity: Entity, record: Model, data: QueryDict) -> HttpResponse:
    """Store what was typed; where somebody else saved meanwhile, keep theirs and ask about the
    rest.
    """
    form = forms.record_form(entity, request.actor, record, data=data)
    start = merging.read_start(data.get("started_with", ""))
    names = merging.touched(form, start) if start else form.fields
    version = data.get("version", "")
    try:
        records.change(
            record,
            forms.given(form, names),
            by=request.actor,
            at=timezone.now(),
            version=whole(version),
        )
    except Invalid as error:
        forms.show_errors(form, error)
        return show(request, entity, record, form, status=422)
    except Conflict as conflict:
        return settle(request, entity, form, conflict.record, start)
    return redirect_page(request, return_to(request, entity.url(record)))


def settle(
    request: HttpRequest, entity: Entity, form, now: Model, start: dict[str, str]
) -> HttpResponse:
    """Save again if the two touched different fields, else show both values side by side."""
    theirs = merging.clashes(entity, form, now, start)
    data = merging.merged_data(entity, form, now, start)
    data["started_with"] = json.dumps(merging.as_typed(entity, now, list(form.fields)))
    if start and not theirs:
        tell(request, _("别人刚改过这条记录的其他内容，已一并保留。"))
        return save(request, entity, now, data)
    form = forms.record_form(entity, request.actor, now, data=data)
    return show(request, entity, now, form, status=409, theirs=theirs)


def show(
    request, entity: Entity, record: Model | None, form, *, status: int = 200, theirs=()
) -> HttpResponse:
    context = {
        "entity": entity,
        "record": record,
        "record_title": entity.title_of(record) if record else "",
        "form": form,
        "theirs": theirs,
        "next": return_to(request, ""),
        "started_with": json.dumps(merging.as_typed(entity, record, list(form.fields)))
        if record
        else "",
        "draft": f"{entity.name}-{record.pk if record else 'new'}",
    }
    return render_page(request, "entities/form.html", context, partial="form", status=status)


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, entity: Entity, pk: int) -> HttpResponse:
    """Ask with the consequence spelled out, then move the record to the bin."""
    record = records.obtain(entity, pk, by=request.actor, verb="remove")
    if request.method == "GET":
        context = {
            "entity": entity,
            "record": record,
            "record_title": entity.title_of(record),
            "told": records.consequences(record),
            "pointing": pointing_at(entity, record, by=request.actor),
        }
        return render_page(request, "entities/remove.html", context)
    records.remove(record, by=request.actor, at=timezone.now())
    undo = reverse("entities:restore", args=[entity.slug, pk])
    text = _("“%(title)s”已移入回收站，30 天内可以恢复。")
    tell(request, text % {"title": entity.title_of(record)}, undo=undo)
    return redirect_page(request, entity.url())
