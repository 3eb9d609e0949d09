"""The declaration of a board."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet


@dataclass(frozen=True)
class Board:
    """Columns by the choice field `by`; dragging a card changes it, through `drop` if given.

    `by` may be a link to a short list, such as stages: its records are the columns, those of one
    `within` at a time. `drop(record, to=, by=, at=)` may answer with the address where the move has
    to be told more. `recent(rows, place, today)` leaves out of a column what nobody looks for there;
    `warning(record, place, at)` is a word on a card, for which the fields `reads` are read too.
    """

    by: str
    card: tuple[str, ...] = ()
    total: str | None = None
    drop: Callable | None = None
    within: str = ""
    recent: Callable[[QuerySet, Any, date], QuerySet] | None = None
    warning: Callable[[Any, Any, datetime], str] | None = None
    reads: tuple[str, ...] = ()
