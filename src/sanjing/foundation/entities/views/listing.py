"""The list page: conditions, columns, pages by key, export."""

from collections.abc import Collection
from dataclasses import dataclass

from django import forms
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import asking, cells, exporting, paging, sentences
from sanjing.foundation.entities.asking import Question
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.errors import Forbidden
from sanjing.foundation.entities.exporting import log_export
from sanjing.foundation.entities.extent import Extent, extent
from sanjing.foundation.entities.fields import Field
from sanjing.foundation.entities.kinds.links import ShortLink
from sanjing.foundation.entities.kinds.pointers import name_pointed
from sanjing.foundation.entities.views.cell import editable_names, fixed_ids
from sanjing.foundation.entities.views.templates import template_for
from sanjing.foundation.pages import redirect_page, render_page
from sanjing.foundation.search.find import ALL, find_ids


@dataclass(frozen=True, slots=True)
class Row:
    """`cells` is markup. A `fixed` row is one that the reader may not change."""

    pk: int
    url: str
    cells: SafeString
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Chip:
    text: str
    without: str


@require_safe
def listing(request: HttpRequest, entity: Entity) -> HttpResponse:
    actor = request.actor
    must_see(actor, entity)
    question = asking.read(request.GET, entity, actor)
    found = extent(entity, actor, question)
    columns = [question.fields[name] for name in question.columns]
    read = {
        *columns,
        *(f for name, f in question.fields.items() if name == question.sort.lstrip("-")),
    }
    page = paging.page(paging.shown(found.page_rows, entity, list(read)), entity, question)
    editable = editable_names(entity, actor, columns)
    fixed = fixed_ids(entity, actor, page.rows) if editable else set()
    context = {
        "entity": entity,
        "question": question,
        "editable": editable,
        "columns": [(f, sort_link(request, question, f)) for f in columns],
        "rows": shown_rows(entity, columns, page.rows, fixed),
        **told(found, len(page.rows)),
        "chips": chips(request, question, actor),
        "after": link(request, after=page.after) if page.after else "",
        "before": link(request, before=page.before) if page.before else "",
        "address": request.get_full_path(),
        "kept": kept(request, entity),
        **controls(entity, actor, question),
    }
    return render_page(request, template_for(entity, "list.html"), context, partial="rows")


def must_see(actor: Actor, entity: Entity) -> None:
    if not actor.may(entity.name, "see"):
        raise Forbidden(_("您的角色看不到%(what)s。") % {"what": entity.label})


def told(found: Extent, shown: int) -> dict:
    """How many rows there are; where that costs more than the page, at least these, and the rest later."""
    count, capped = (shown, True) if found.dear else found.count
    return {"count": count, "capped": capped, "count_later": found.dear}


@require_safe
def count(request: HttpRequest, entity: Entity) -> HttpResponse:
    """How many rows the list has, for a page that did not wait for it."""
    actor = request.actor
    must_see(actor, entity)
    rows = paging.filtered(entity.visible_to(actor), actor, asking.read(request.GET, entity, actor))
    found, capped = paging.count(rows)
    return render(request, "entities/list_count.html", {"count": found, "capped": capped})


def shown_rows(
    entity: Entity, columns: list[Field], records: list[Model], fixed: Collection[int] = ()
) -> list[Row]:
    name_pointed(columns, records)
    draw = cells.drawing(columns, timezone.localtime())
    urls = ((record, entity.url(record)) for record in records)
    return [Row(record.pk, url, draw(record, url), record.pk in fixed) for record, url in urls]


def kept(request: HttpRequest, entity: Entity) -> list[tuple[str, str]]:
    """The parts of the address that the search box and the quick filters leave as they are."""
    own = {"q", "after", "before", *entity.listing.filters}
    return [(k, v) for k in request.GET if k not in own for v in request.GET.getlist(k)]


def controls(entity: Entity, actor: Actor, question: Question) -> dict:
    """What surrounds the rows: quick filters, everything that can be asked, what can be done."""
    quick = [question.fields[n] for n in entity.listing.filters if n in question.fields]
    chosen = {test.field: str(test.value) for test in question.tests}
    return {
        "quick": [(f, quick_choices(f, actor), chosen.get(f.name, "")) for f in quick],
        "verbs": [a for a in entity.actions.values() if a.bulk and actor.may(entity.name, a.needs)],
        "may_create": actor.may(entity.name, "create"),
        "may_export": actor.may(entity.name, "export"),
        "may_remove": actor.may(entity.name, "remove"),
    }


def quick_choices(field: Field, actor: Actor) -> list[tuple[str, str]]:
    """Up to a screenful of values to choose from at once."""
    if field.kind.name == "user":
        return [("me", _("我"))]
    if field.kind.name in ("date", "moment"):
        return [
            (name, str(sentences.RANGES[name]))
            for name in ("today", "this_week", "this_month", "last_30_days")
        ]
    if isinstance(field.kind, ShortLink):
        return field.kind.options(field)
    return [(key, str(label)) for key, label in field.choices]


def chips(request: HttpRequest, question: Question, actor: Actor) -> list[Chip]:
    found = []
    for key in request.GET:
        name = key.partition("__")[0]
        if key in asking.RESERVED or name.partition(".")[0] not in question.fields:
            continue
        for value in filter(None, request.GET.getlist(key)):
            text = sentences.describe(
                asking.flat_test(key, value, question.fields), question.fields, actor
            )
            found.append(Chip(text, link(request, without=(key, value))))
    if question.tree:
        found.append(
            Chip(sentences.describe(question.tree, question.fields, actor), link(request, where=""))
        )
    return found


def link(request: HttpRequest, *, without: tuple[str, str] | None = None, **changes: str) -> str:
    """This address with some parts changed; the place in the list is forgotten unless given."""
    params = request.GET.copy()
    for key in ("after", "before", "page"):
        params.pop(key, None)
    if without:
        key, value = without
        params.setlist(key, [one for one in params.getlist(key) if one != value])
    for key, value in changes.items():
        params[key] = value
        if not value:
            del params[key]
    text = params.urlencode()
    return f"{request.path}?{text}" if text else request.path


def sort_link(request: HttpRequest, question: Question, field: Field) -> dict:
    if not field.sortable:
        return {}
    down = question.sort == f"-{field.name}"
    up = question.sort == field.name
    return {
        "href": link(request, sort=field.name if down else f"-{field.name}"),
        "up": up,
        "down": down,
    }


@require_safe
def add_filter(request: HttpRequest, entity: Entity) -> HttpResponse:
    """The little form that adds one condition: first the field, then how, then what."""
    must_see(request.actor, entity)
    fields = {n: f for n, f in entity.fields_for(request.actor).items() if not f.masked}
    field = fields.get(request.GET.get("field", ""))
    op, value, back = (request.GET.get(key, "") for key in ("op", "value", "back"))
    params = QueryDict(back.partition("?")[2], mutable=True)
    if field and op in field.kind.operators and (value or op in ("empty", "filled")):
        params.appendlist(f"{field.name}__{op}", value)
        asking.read(params, entity, request.actor)
        for key in ("after", "before"):
            params.pop(key, None)
        return redirect_page(request, f"{entity.url()}?{params.urlencode()}")
    context = {
        "entity": entity,
        "askable": fields.values(),
        "field": field,
        "back": back,
        "operators": [(name, sentences.OPERATORS[name]) for name in field.kind.operators]
        if field
        else [],
        "op": op,
        "control": value_control(field, op) if field else None,
    }
    return render_page(request, "entities/filter.html", context, partial="form")


def value_control(field: Field, op: str) -> forms.BoundField | None:
    """The control to type the right-hand side in; none where there is nothing to type."""
    if op in ("", "empty", "filled"):
        return None
    form = forms.Form()
    control = field.kind.asking_field(op, field)
    if "within" in op and field.kind.name in ("date", "moment"):
        control = forms.ChoiceField(choices=list(sentences.RANGES.items()))
    form.fields["value"] = control
    return form["value"]


@require_safe
def export(request: HttpRequest, entity: Entity) -> HttpResponseBase:
    """What the list shows and the number of each record, by which a file finds it when it comes back;
    as CSV that Excel opens rightly or in another `format`; logged.
    """
    actor = request.actor
    if not actor.may(entity.name, "export"):
        raise Forbidden(_("您的角色不能导出%(what)s。") % {"what": entity.label})
    question = asking.read(request.GET, entity, actor)
    names = question.columns
    if request.GET.get("columns") == "all":
        exclude = entity.transfer.exclude if entity.transfer else ()
        names = tuple(n for n in question.fields if n not in exclude)
    if entity.transfer and "reference" in question.fields:
        names = tuple(dict.fromkeys(("reference", *names)))
    fields = [question.fields[name] for name in names]
    rows = paging.filtered(entity.visible_to(actor), actor, question)
    rows &= entity.visible_to(actor, "export")
    ids = find_ids(words, by=actor, entity=entity, limit=ALL) if (words := question.words) else None
    log_export(entity, question.where, fields, by=actor, at=timezone.now())
    name = f"{entity.slug}-{timezone.localdate():%Y%m%d}"
    wanted = request.GET.get("format", "")
    return exporting.answer(wanted, paging.shown(rows, entity, fields), fields, name, ids)
