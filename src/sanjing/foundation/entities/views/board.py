"""Records in columns by a choice or a short list; a card moved is a field changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Model, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import asking, paging, records
from sanjing.foundation.entities.boards import Board
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.errors import Forbidden, Refusal
from sanjing.foundation.entities.fields import Field
from sanjing.foundation.entities.kinds import Cell
from sanjing.foundation.entities.kinds.pointers import name_pointed
from sanjing.foundation.entities.places import Lane, Place, lanes, places
from sanjing.foundation.entities.views.listing import chips, link
from sanjing.foundation.entities.views.templates import template_for
from sanjing.foundation.pages import redirect_page, render_page, return_to

MOST_CARDS = 30


@dataclass(frozen=True)
class Card:
    pk: int
    url: str
    title: str
    cells: list[Cell]
    warning: str


@dataclass(frozen=True)
class Column:
    key: str
    label: str
    cards: list[Card]
    count: int
    capped: bool
    total: str


@require_safe
def board(request: HttpRequest, entity: Entity) -> HttpResponse:
    actor = request.actor
    shown = of(entity)
    if not actor.may(entity.name, "see"):
        raise Forbidden(_("您的角色看不到%(what)s。") % {"what": entity.label})
    question = asking.read(request.GET, entity, actor)
    by = question.fields.get(shown.by)
    if by is None or by.masked:
        raise records.NotFound(_("%(what)s没有看板。") % {"what": entity.label})
    choices = lanes(shown, question.fields, question)
    lane = next((one.key for one in choices if one.current), "")
    rows, now = paging.rows_of(entity, actor, question), timezone.localtime()
    context = {
        "entity": entity,
        "by": by,
        "columns": [
            column(entity, rows, question, place, now) for place in places(shown, by, actor, lane)
        ],
        "lanes": [
            (one.label, link(request, **lane_of(shown, one)), one.current) for one in choices
        ],
        "chips": chips(request, question, actor),
        "may_move": actor.may(entity.name, "change") and by.writable,
        "address": request.get_full_path(),
    }
    return render_page(request, template_for(entity, "board.html"), context, partial="board")


def lane_of(shown: Board, lane: Lane) -> dict[str, Any]:
    return {shown.within: lane.key}


def of(entity: Entity) -> Board:
    if entity.board is None:
        raise records.NotFound(_("%(what)s没有看板。") % {"what": entity.label})
    return entity.board


def column(
    entity: Entity, rows: QuerySet, question: asking.Question, place: Place, now: datetime
) -> Column:
    """The newest cards of one column, its capped count and, if declared, the sum of an amount."""
    shown, known = of(entity), question.fields
    fields = [known[name] for name in shown.card if name in known]
    inside = rows.filter(**{shown.by: place.key})
    if shown.recent:
        inside = shown.recent(inside, place.record, timezone.localdate(now))
    read = [*fields, *(known[name] for name in shown.reads if name in known)]
    newest = list(paging.shown(inside, entity, read).order_by(*in_order(entity))[:MOST_CARDS])
    name_pointed(fields, newest)
    cards = [card(entity, fields, record, place, now) for record in newest]
    return Column(place.key, place.label, cards, *size(entity, inside, known))


def in_order(entity: Entity) -> tuple[str, str]:
    """As in the list, where the id breaks ties: one import gives many records the same moment."""
    sort = entity.listing.sort
    return sort, "-pk" if sort.startswith("-") else "pk"


def card(entity: Entity, fields: list[Field], record: Any, place: Place, now: datetime) -> Card:
    warn, cells = of(entity).warning, [field.glance(record, now) for field in fields]
    warning = warn(record, place.record, now) if warn else ""
    return Card(record.pk, entity.url(record), entity.title_of(record), cells, warning)


def size(entity: Entity, rows: QuerySet, known: Any) -> tuple[int, bool, str]:
    """How many records a column has, whether more, and what they come to unless the reader may not know.

    Where a sum reads them all, they are counted along with it.
    """
    field = known.get(of(entity).total or "")
    if not field or field.masked:
        return *paging.count(rows), ""
    found = rows.aggregate(sum=Sum(field.path), count=Count("pk"))
    return found["count"], False, field.kind.display(found["sum"] or 0, field)


@require_POST
def move(request: HttpRequest, entity: Entity, pk: int) -> HttpResponse:
    """Put a card into another column."""
    shown = of(entity)
    by, to, back = request.actor, request.POST.get("to", ""), f"{entity.url()}board/"
    records.obtain(entity, pk, by=by, verb="change")
    try:
        with transaction.atomic():
            record = records.lock(entity, pk, by=by, verb="change")
            ask = put(record, shown, to, by=by, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.message)
        ask = None
    return redirect_page(request, ask or return_to(request, back))


def put(record: Model, shown: Board, to: str, *, by: Actor, at: datetime) -> str | None:
    """Move the card; the address where the move has to be told more, if it has."""
    if shown.drop:
        return shown.drop(record, to=to, by=by, at=at)
    records.change(record, {shown.by: to}, by=by, at=at)
    return None
