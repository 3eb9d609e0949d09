"""The lines of a quote."""

from __future__ import annotations

from typing import Any

from sanjing.foundation.accounts.actor import Actor
from sanjing.modules.products import lines
from sanjing.modules.products.panels import shown_lines
from sanjing.modules.products.rules import Line
from sanjing.modules.quotes.models import Quote, QuoteLine

LINES = lines.lines_field(QuoteLine, "quote", listed=True)


def lines_panel(record: Quote, actor: Actor) -> dict[str, Any]:
    """Context of the panel that shows the lines of one quote."""
    totals = {"discount": record.discount, "freight": record.freight, "amount": record.amount}
    return shown_lines(record, LINES.value(record), actor, **totals)


def stored_lines(record: Quote) -> list[Line]:
    """The lines as the database has them, whatever was given since."""
    rows = sorted(record.rows.all(), key=lambda row: row.position)
    return [lines.stored_line(row) for row in rows]
