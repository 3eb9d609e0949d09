"""Records in columns by a choice field; a card moved is a field changed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sanjing.foundation.entities import asking, paging, records
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.errors import Forbidden
from sanjing.foundation.entities.kinds import Cell
from sanjing.foundation.entities.views.edit import return_to
from sanjing.foundation.entities.views.listing import chips
from sanjing.foundation.entities.views.templates import template_for
from sanjing.foundation.pages import redirect_page, render_page

MOST_CARDS = 30


@dataclass(frozen=True)
class Card:
    pk: int
    url: str
    title: str
    cells: list[Cell]


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
    if entity.board is None:
        raise records.NotFound(_("%(what)s没有看板。") % {"what": entity.label})
    if not actor.may(entity.name, "see"):
        raise Forbidden(_("您的角色看不到%(what)s。") % {"what": entity.label})
    question = asking.read(request.GET, entity, actor)
    rows = paging.rows_of(entity, actor, question)
    by = question.fields.get(entity.board.by)
    if by is None or by.masked:
        raise records.NotFound(_("%(what)s没有看板。") % {"what": entity.label})
    context = {
        "entity": entity,
        "by": by,
        "columns": [column(entity, rows, question, key, str(label)) for key, label in by.choices],
        "chips": chips(request, question, actor),
        "may_move": actor.may(entity.name, "change") and by.writable,
        "address": request.get_full_path(),
    }
    return render_page(request, template_for(entity, "board.html"), context, partial="board")


def column(entity: Entity, rows, question: asking.Question, key: str, label: str) -> Column:
    """The newest cards of one column, its capped count and, if declared, the sum of an amount."""
    fields = [question.fields[name] for name in entity.board.card if name in question.fields]
    inside = rows.filter(**{entity.board.by: key})
    newest = paging.shown(inside, entity, fields).order_by(entity.listing.sort)[:MOST_CARDS]
    cards = [
        Card(r.pk, entity.url(r), entity.title_of(r), [f.cell(r) for f in fields]) for r in newest
    ]
    count, capped = paging.count(inside)
    total = question.fields.get(entity.board.total or "")
    text = ""
    if total and not total.masked:
        text = total.kind.display(inside.aggregate(sum=Sum(total.path))["sum"] or 0, total)
    return Column(key, label, cards, count, capped, text)


@require_POST
def move(request: HttpRequest, entity: Entity, pk: int) -> HttpResponse:
    """Put a card into another column."""
    if entity.board is None:
        raise records.NotFound(_("%(what)s没有看板。") % {"what": entity.label})
    record = records.obtain(entity, pk, by=request.actor, verb="change")
    to = request.POST.get("to", "")
    now = timezone.now()
    if entity.board.drop:
        entity.board.drop(record, to=to, by=request.actor, at=now)
    else:
        records.change(record, {entity.board.by: to}, by=request.actor, at=now)
    return redirect_page(request, return_to(request, f"{entity.url()}board/"))
