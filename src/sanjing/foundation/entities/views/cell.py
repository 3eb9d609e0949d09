"""One cell of a list turned into a control, and back."""

from collections.abc import Collection

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sanjing.foundation.accounts.actor import Actor, Scope
from sanjing.foundation.entities import cells, forms, merging, records
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.errors import Conflict, Refusal
from sanjing.foundation.entities.fields import Field
from sanjing.foundation.pages import is_htmx, redirect_page, render_page
from sanjing.kernel.numbers import whole


@require_http_methods(["GET", "POST"])
def one_field(request: HttpRequest, entity: Entity, pk: int, name: str) -> HttpResponse:
    """The control of one value, or with `shown` the value as the list shows it; then its saving."""
    record = records.obtain(entity, pk, by=request.actor, verb="change")
    field = forms.writable_fields(entity, request.actor, creating=False).get(name)
    if field is None:
        raise records.NotFound(_("没有这个字段。"))
    if request.method == "POST":
        return save(request, entity, record, field)
    if "shown" in request.GET:
        return show(request, entity, record, field)
    return ask(request, entity, record, field)


def save(request: HttpRequest, entity: Entity, record: Model, field: Field) -> HttpResponse:
    try:
        saved = keep(request, entity, record, field)
    except Conflict as conflict:
        theirs = field.cell(conflict.record).text or _("（空）")
        return ask(request, entity, conflict.record, field, theirs=theirs, status=409)
    except Refusal as refusal:
        return ask(request, entity, record, field, error=refusal.message, status=refusal.status)
    if not is_htmx(request):
        return redirect_page(request, entity.url(saved))
    return show(request, entity, saved, field)


def keep(request: HttpRequest, entity: Entity, record: Model, field: Field) -> Model:
    """Store what was typed. Raises Conflict only if somebody else changed this very value
    meanwhile, to something else.
    """
    form = forms.record_form(entity, request.actor, record, data=request.POST)
    values = forms.given(form, [field.name])
    seen, start = whole(request.POST.get("version", "")), request.POST.get("started_with")
    now = timezone.now()
    try:
        return records.change(record, values, by=request.actor, at=now, version=seen)
    except Conflict as conflict:
        stands = merging.as_typed(entity, conflict.record, [field.name])[field.name]
        if stands not in (start, merging.typed(form[field.name].value())):
            raise
        latest = conflict.record.version
        return records.change(record, values, by=request.actor, at=now, version=latest)


def ask(
    request: HttpRequest,
    entity: Entity,
    record: Model,
    field: Field,
    *,
    theirs: str = "",
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    form = forms.record_form(entity, request.actor, record, data=request.POST or None)
    context = {
        "entity": entity,
        "record": record,
        "record_title": entity.title_of(record),
        "field": field,
        "control": form[field.name],
        "started_with": merging.as_typed(entity, record, [field.name])[field.name],
        "is_head": "head" in request.GET,
        "theirs": theirs,
        "error": error,
    }
    return render_page(request, "entities/cell_form.html", context, partial="form", status=status)


def show(request: HttpRequest, entity: Entity, record: Model, field: Field) -> HttpResponse:
    url = entity.url(record) if "head" in request.GET else ""
    return HttpResponse(cells.drawn(field.glance(record, timezone.localtime()), url))


def editable_names(entity: Entity, actor: Actor, fields: Collection[Field]) -> set[str]:
    """Columns of a list whose cells this actor may turn into controls."""
    if not actor.may(entity.name, "change"):
        return set()
    mine = forms.writable_fields(entity, actor, creating=False)
    return {field.name for field in fields if field.name in mine and fits_a_cell(field)}


def fits_a_cell(field: Field) -> bool:
    kept = field.source in ("column", "custom")
    return kept and not field.kind.widget(field).needs_multipart_form


def fixed_ids(entity: Entity, actor: Actor, shown: Collection[Model]) -> set[int]:
    """Rows of a page that this actor sees and may not change; one query where some may be."""
    if actor.scope(entity.name, "change") is Scope.ALL:
        return set()
    ids = {record.pk for record in shown}
    within = entity.visible_among(actor, ids, "change")
    return ids - set(within.values_list("pk", flat=True))
