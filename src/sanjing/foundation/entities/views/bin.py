"""The recycle bin."""

from collections import defaultdict

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.purge import needed_by
from sanjing.foundation.pages import redirect_page, render_page

MOST = 200
type Row = tuple[Entity, Model, str]


@require_safe
def bin(request: HttpRequest) -> HttpResponse:
    rows = [
        (entity, record, entity.title_of(record))
        for entity in registry.all_entities()
        for record in entity.removed_for(request.actor).order_by("-removed_at")[:MOST]
    ]
    rows.sort(key=lambda row: row[1].removed_at, reverse=True)
    return render_page(request, "entities/bin.html", {"rows": with_needs(rows[:MOST])})


def with_needs(rows: list[Row]) -> list[tuple[Entity, Model, str, list[str]]]:
    """The same rows with the kinds of records that will keep them from being purged."""
    ids: dict[Entity, list[int]] = defaultdict(list)
    for entity, record, _title in rows:
        ids[entity].append(record.pk)
    needs = {entity: needed_by(entity, found) for entity, found in ids.items()}
    return [
        (entity, record, title, needs[entity].get(record.pk, [])) for entity, record, title in rows
    ]


@require_POST
def restore(request: HttpRequest, entity: Entity, pk: int) -> HttpResponse:
    record = records.restore(entity, pk, by=request.actor, at=timezone.now())
    messages.success(request, _("“%(title)s”已恢复。") % {"title": entity.title_of(record)})
    return redirect_page(request, entity.url(record))
