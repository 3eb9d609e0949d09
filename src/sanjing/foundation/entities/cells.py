"""How lists show values.

Markup in Python, against the habit of this project: a page of a list has four hundred cells, and they
took the template engine as long as everything else on the page together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
    starts = [(field, start_of(field)) for field in columns]

    def draw(record: Model, url: str) -> SafeString:
        cells = [
            f"{start}{drawn(field.glance(record, now), '' if number else url)}</td>"
            for number, (field, start) in enumerate(starts)
        ]
        return mark_safe("".join(cells))

    return draw


def start_of(field: Field) -> str:
    css = "num" if field.align == "end" else "sj-short" if field.kind.short else ""
    named = f' class="{css}"' if css else ""
    return f'<td{named} data-label="{escape(str(field.label))}">'
