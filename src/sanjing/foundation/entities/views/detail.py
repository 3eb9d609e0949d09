"""One record on a page, its timeline, and who can see it."""

from django.db.models import Exists, Model, OuterRef
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import panels, records
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.reach import who_sees
from sanjing.foundation.entities.views.templates import template_for
from sanjing.foundation.events.timeline import Line, timeline_of
from sanjing.foundation.pages import render_page
from sanjing.kernel.numbers import whole

MORE = 50


@require_safe
def detail(request: HttpRequest, entity: Entity, pk: int) -> HttpResponse:
    actor = request.actor
    record = records.obtain(entity, pk, by=actor, linked=True)
    verbs = [a for a in entity.actions.values() if a.offered(record, actor)]
    may = rights(entity, record, actor, {"change", "remove", *(a.needs for a in verbs)})
    context = {
        "entity": entity,
        "record": record,
        "record_title": entity.title_of(record),
        "top": panels.read_all(entity.detail.top, entity, record, actor),
        "main": panels.read_all(entity.detail.main, entity, record, actor),
        "side": panels.read_all(entity.detail.side, entity, record, actor),
        "verbs": [a for a in verbs if a.needs in may],
        "may_change": "change" in may,
        "may_remove": "remove" in may,
    }
    return render_page(request, template_for(entity, "detail.html"), context)


def rights(entity: Entity, record: Model, actor: Actor, verbs: set[str]) -> set[str]:
    """Those of `verbs` that reach this very record, which shows; at most one query for all of them."""
    possible = {verb for verb in verbs | {"see"} if actor.may(entity.name, verb)}
    sure = {"see", *(v for v in possible if entity.policy.reaches_all(actor, entity.name, v))}
    asked = {
        f"may_{verb}": Exists(entity.visible_to(actor, verb).filter(pk=OuterRef("pk")))
        for verb in sorted(possible - sure)
    }
    rows = entity.model._default_manager.filter(pk=record.pk).values(**asked) if asked else [{}]
    return sure | {verb for verb in possible - sure for row in rows if row[f"may_{verb}"]}


@require_safe
def timeline(request: HttpRequest, entity: Entity, pk: int) -> HttpResponse:
    record = records.obtain(entity, pk, by=request.actor)
    lines = timeline_of(
        entity,
        record,
        request.actor,
        limit=MORE,
        before=whole(request.GET.get("before", "")),
        kind=request.GET.get("kind", "")[:40],
    )
    context = {
        "entity": entity,
        "record": record,
        "record_title": entity.title_of(record),
        "lines": lines,
        "earlier": earlier(request, lines),
    }
    return render_page(request, "entities/timeline.html", context, partial="lines")


def earlier(request: HttpRequest, lines: list[Line]) -> str:
    """The address of what came before a full page; empty at the beginning of history."""
    if len(lines) < MORE:
        return ""
    params = request.GET.copy()
    params["before"] = str(lines[-1].event_id)
    return f"?{params.urlencode()}"


@require_safe
def who(request: HttpRequest, entity: Entity, pk: int) -> HttpResponse:
    record = records.obtain(entity, pk, by=request.actor)
    context = {
        "entity": entity,
        "record": record,
        "record_title": entity.title_of(record),
        "people": who_sees(entity, record),
    }
    return render_page(request, "entities/who.html", context)
