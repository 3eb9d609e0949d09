"""The recycle bin."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.pages import redirect_page, render_page

MOST = 200


@require_safe
def bin(request: HttpRequest) -> HttpResponse:
    rows = [
        (entity, record, entity.title_of(record))
        for entity in registry.all_entities()
        for record in entity.removed_for(request.actor).order_by("-removed_at")[:MOST]
    ]
    rows.sort(key=lambda row: row[1].removed_at, reverse=True)
    return render_page(request, "entities/bin.html", {"rows": rows[:MOST]})


@require_POST
def restore(request: HttpRequest, entity: Entity, pk: int) -> HttpResponse:
    record = records.restore(entity, pk, by=request.actor, at=timezone.now())
    messages.success(request, _("“%(title)s”已恢复。") % {"title": entity.title_of(record)})
    return redirect_page(request, entity.url(record))
