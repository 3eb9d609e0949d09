"""How lists show values.

Markup in Python, against the habit of this project: a page of a list has four hundred cells, and they
took the template engine as long as everything else on the page together.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import datetime
from html import escape

from django.db.models import Model
from django.utils.safestring import SafeString, mark_safe

from sanjing.foundation.entities.fields import Field
from sanjing.foundation.entities.kinds import Cell


def drawn(cell: Cell, url: str = "") -> SafeString:
    """One value; with the `url` of its record, as the way there."""
    text = escape(str(cell.text))
    if url:
        text = f'<a href="{escape(url)}" class="sj-title">{text or "—"}</a>'
    elif cell.tone:
        text = f'<span class="badge bg-{escape(cell.tone)}-lt">{text}</span>'
    elif cell.href:
        text = f'<a href="{escape(cell.href)}">{text}</a>'
    return mark_safe(text)


def drawing(columns: Sequence[Field], now: datetime) -> Callable[[Model, str], SafeString]:
    """`draw(record, url)` gives the cells of one row, of which the first leads to the record."""
    if not columns:
        return lambda _record, _url: mark_safe("")
    first, start = columns[0], start_of(columns[0])
    rest = [drawing_column(field, now) for field in columns[1:]]

    def draw(record: Model, url: str) -> SafeString:
        title = f"{start}{drawn(first.glance(record, now), url)}</td>"
        return mark_safe(title + "".join([cell(record) for cell in rest]))

    return draw


def drawing_column(field: Field, now: datetime) -> Callable[[Model], str]:
    """Cells of one column. A page says the same stages, owners and regions over and over: what a
    value looks like is remembered.
    """
    start, value_of, known = start_of(field), field.value, {}

    def cell(record: Model) -> str:
        value = value_of(record)
        if not isinstance(value, Hashable):
            return f"{start}{drawn(field.shown(value, now))}</td>"
        if value not in known:
            known[value] = f"{start}{drawn(field.shown(value, now))}</td>"
        return known[value]

    return cell


def start_of(field: Field) -> str:
    css = "num" if field.align == "end" else "sj-short" if field.kind.short else ""
    named = f' class="{css}"' if css else ""
    return f'<td{named} data-label="{escape(str(field.label))}">'
