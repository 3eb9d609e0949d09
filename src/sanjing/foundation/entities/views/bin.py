"""The recycle bin."""

from collections import defaultdict

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.binned import MOST, Binned, others_for
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.purge import needed_by
from sanjing.foundation.pages import redirect_page, render_page

type Row = tuple[Entity, Model]


@require_safe
def bin(request: HttpRequest) -> HttpResponse:
    rows = [
        (entity, record)
        for entity in registry.all_entities()
        for record in entity.removed_for(request.actor).order_by("-removed_at")[:MOST]
    ]
    rows = sorted(rows, key=lambda row: row[1].removed_at, reverse=True)[:MOST]
    lines = [*with_needs(rows), *others_for(request.actor)]
    lines.sort(key=lambda line: line.removed_at, reverse=True)
    return render_page(request, "entities/bin.html", {"lines": lines[:MOST]})


def with_needs(rows: list[Row]) -> list[Binned]:
    """Records as lines, with the kinds of records that will keep them from being purged."""
    ids: dict[Entity, list[int]] = defaultdict(list)
    for entity, record in rows:
        ids[entity].append(record.pk)
    needs = {entity: needed_by(entity, found) for entity, found in ids.items()}
    return [
        Binned(
            entity.label,
            entity.title_of(record),
            record.removed_at,
            f"/bin/{entity.slug}/{record.pk}/restore/",
            needs[entity].get(record.pk, []),
        )
        for entity, record in rows
    ]


@require_POST
def restore(request: HttpRequest, entity: Entity, pk: int) -> HttpResponse:
    record = records.restore(entity, pk, by=request.actor, at=timezone.now())
    messages.success(request, _("“%(title)s”已恢复。") % {"title": entity.title_of(record)})
    return redirect_page(request, entity.url(record))
