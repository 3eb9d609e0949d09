"""Rows as CSV, streamed; and the line in the history that says who took them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import batched

from django.db import transaction
from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import criteria
from sanjing.foundation.entities.criteria import Criterion
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.fields import Field
from sanjing.foundation.entities.kinds.pointers import name_pointed
from sanjing.foundation.events.publish import About, make_event, publish_many

CHUNK = 1000
AT_ONCE = 100
BOM = "\ufeff"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


Ids = Sequence[int] | None
Answer = Callable[[QuerySet, list[Field], str, Ids], HttpResponseBase | None]
_formats: dict[str, Answer] = {}


def provide_format(name: str, answer: Answer) -> None:
    """Offer a list in another format; one that answers None leaves the rows to CSV."""
    _formats[name] = answer


def answer(
    wanted: str, rows: QuerySet, fields: list[Field], name: str, ids: Ids = None
) -> HttpResponseBase:
    """The rows as a download in the `wanted` format, CSV by default; of them those with `ids`, if given."""
    other = _formats[wanted](rows, fields, name, ids) if wanted in _formats else None
    if other is not None:
        return other
    lines = csv_lines(rows, fields, ids)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


class _Echo:
    def write(self, line: str) -> str:
        return line


def csv_lines(rows: QuerySet, fields: list[Field], ids: Ids = None) -> Iterator[str]:
    """A header of labels, then the rows, some lines at once. Starts with a BOM, without which Excel
    shows garbage.
    """
    writer = csv.writer(_Echo())
    yield BOM + writer.writerow([safe(str(field.label)) for field in fields])
    for part in batched(walk(rows, ids=ids), AT_ONCE):
        name_pointed(fields, part)
        yield "".join(
            [writer.writerow([safe(field.text(record)) for field in fields]) for record in part]
        )


def walk(rows: QuerySet, size: int = CHUNK, *, ids: Ids = None) -> Iterator:
    """All rows by key in small reads, so that memory stays flat and no transaction stays open."""
    if ids is not None:
        for part in batched(sorted(ids), size):
            yield from rows.order_by("pk").filter(pk__in=part)
        return
    last = 0
    while page := list(rows.order_by("pk").filter(pk__gt=last)[:size]):
        yield from page
        last = page[-1].pk


def safe(text: str) -> str:
    """A cell no spreadsheet takes for a formula. Plain negative numbers and phones are left
    alone.
    """
    if text.startswith(DANGEROUS) and not text[1:].replace(".", "").replace(" ", "").isdigit():
        return f"'{text}"
    return text


def unsafe(text: str) -> str:
    """What `safe` wrote, read back."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(DANGEROUS) else text


def log_export(
    entity: Entity, where: Criterion, fields: Iterable[Field], *, by: Actor, at: datetime
) -> None:
    told = {"where": criteria.dump(where), "fields": [field.name for field in fields]}
    about = About(entity.name, 0, None, str(entity.label))
    with transaction.atomic():
        publish_many([make_event(f"{entity.name}.exported", told, about=about, by=by, at=at)])
