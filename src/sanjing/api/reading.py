"""Reading records: a list, one, its history."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from sanjing.api.answers import answer
from sanjing.api.histories import told
from sanjing.api.routes import router
from sanjing.api.shapes import Plain, readable, rows_with, shaper
from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import asking, paging, records
from sanjing.foundation.entities.criteria import BadCriteria
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.errors import Forbidden
from sanjing.foundation.entities.extent import extent
from sanjing.foundation.entities.fields import Field
from sanjing.foundation.entities.records import NotFound
from sanjing.foundation.events.models import Event
from sanjing.kernel.numbers import whole

READ = ["GET", "HEAD"]
OWN_WORDS = {"q", "sort", "where", "after", "before", "limit", "fields", "count"}


@router.api_operation(READ, "/{api_entity:entity}", url_name="list", include_in_schema=False)
def list_records(request: HttpRequest, entity: Any) -> HttpResponse:
    """Rows that meet the conditions, a page at a time."""
    actor = request.auth.require(entity, "read")
    if not actor.may(entity.name, "see"):
        raise Forbidden(_("您的角色看不到%(what)s。") % {"what": entity.label})
    fields = chosen(request.GET, readable(entity, actor))
    question = asking.read(strict(request.GET, entity, actor), entity, actor)
    counted = request.GET.get("count") in ("1", "true", "yes")
    found = extent(entity, actor, question)
    page = paging.page(rows_with(found.page_rows, needed(question, fields)), entity, question)
    body: dict[str, Any] = {"data": list(map(shaper(fields), page.rows))}
    body |= neighbours(request, page)
    if counted:
        body["count"], body["count_is_capped"] = found.count
    return answer(body)


def needed(question: asking.Question, fields: dict[str, Field]) -> list[Field]:
    """What is told, and what the rows are sorted by, which the cursors hold."""
    names = {*fields, question.sort.removeprefix("-")} - {"id"}
    return [question.fields[name] for name in names]


def chosen(params: QueryDict, fields: dict[str, Field]) -> dict[str, Field]:
    """The fields named in `fields=`; without it, all that cost nothing to work out."""
    names = [name for name in params.get("fields", "").split(",") if name]
    if not names:
        return {
            name: field for name, field in fields.items() if field.source in ("column", "custom")
        }
    unknown = [name for name in names if name not in fields and name not in ("id", "version")]
    if unknown:
        raise BadCriteria(_("没有字段“%(name)s”") % {"name": unknown[0][:60]})
    return {name: fields[name] for name in names if name in fields}


def strict(params: QueryDict, entity: Entity, actor: Actor) -> QueryDict:
    """The question without what is only ours. A misspelt name must not give every row."""
    fields = entity.fields_for(actor)
    question = params.copy()
    for key, values in params.lists():
        if key not in OWN_WORDS and key.partition("__")[0].partition(".")[0] not in fields:
            raise BadCriteria(_("没有可以筛选的字段“%(name)s”") % {"name": key[:60]})
        if any("\0" in value for value in values):
            raise BadCriteria(_("筛选条件写得不对"))
    if whole(params.get("limit", "1")) is None:
        raise BadCriteria(_("limit 须是 1 到 200 的整数"))
    for key in ("fields", "count"):
        question.pop(key, None)
    return question


def neighbours(request: HttpRequest, page: paging.Page) -> dict[str, str | None]:
    """Addresses of the pages around this one, and their cursors alone."""
    return {
        "next": _link(request, "after", page.after),
        "previous": _link(request, "before", page.before),
        "next_cursor": page.after or None,
        "previous_cursor": page.before or None,
    }


def _link(request: HttpRequest, name: str, cursor: str) -> str | None:
    if not cursor:
        return None
    params = request.GET.copy()
    for key in ("after", "before"):
        params.pop(key, None)
    params[name] = cursor
    return request.build_absolute_uri(f"{request.path}?{params.urlencode()}")


@router.api_operation(
    READ, "/{api_entity:entity}/{int:pk}", url_name="one", include_in_schema=False
)
def one_record(request: HttpRequest, entity: Any, pk: int) -> HttpResponse:
    """One record, with its version as ETag."""
    actor = request.auth.require(entity, "read")
    fields = readable(entity, actor)
    if "fields" in request.GET:
        fields = chosen(request.GET, fields)
    return told_record(find(entity, pk, actor, fields), fields)


def find(entity: Entity, pk: int, actor: Actor, fields: dict[str, Field]) -> Plain:
    """The record with everything `fields` need. Raises NotFound."""
    rows = rows_with(entity.visible_to(actor), fields.values())
    record = rows.filter(pk=pk).first()
    if record is None:
        raise NotFound(_("没有这条%(what)s，或者您看不到它。") % {"what": entity.label})
    return record


def told_record(
    record: Plain, fields: dict[str, Field], status: int = 200, **headers: str
) -> HttpResponse:
    return answer(shaper(fields)(record), status, ETag=f'"{record.version}"', **headers)


@router.api_operation(
    READ, "/{api_entity:entity}/{int:pk}/history", url_name="history", include_in_schema=False
)
def history(request: HttpRequest, entity: Any, pk: int) -> HttpResponse:
    """What happened to a record, newest first; `before` is the id of the last event seen."""
    actor = request.auth.require(entity, "read")
    records.obtain(entity, pk, by=actor)
    before, limit = number(request.GET, "before", 0), min(number(request.GET, "limit", 50), 200)
    events = Event.objects.filter(entity=entity.name, record_id=pk).order_by("-id")
    events = events.filter(pk__lt=before) if before else events
    found = list(events[: limit + 1])
    rows = [told(event, entity, actor) for event in found[:limit]]
    more = str(rows[-1]["id"]) if len(found) > limit else ""
    return answer(
        {"data": rows, "next": _link(request, "before", more), "next_cursor": more or None}
    )


def number(params: QueryDict, name: str, default: int) -> int:
    """A positive whole number of an address. Raises BadCriteria."""
    text = params.get(name, "")
    if not text:
        return default
    if not (found := whole(text)):
        raise BadCriteria(_("%(name)s 须是正整数") % {"name": name})
    return found
