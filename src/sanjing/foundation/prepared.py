"""A question that every page asks, put into SQL once.

Django takes longer to put a question about several tables into SQL than a database to answer it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet

MARKS: dict[type, Any] = {int: -(2**53) + 1, date: date(1, 1, 2)}
"""What stands for a value of each type while the SQL is made; a second one of a type counts on."""


class Prepared:
    """`ask(*values)` gives the rows that `question(*values)` would, a tuple each.

    Values are of `types` and shape no SQL: none may be None, a list or an answer to "if".
    """

    def __init__(self, question: Callable[..., QuerySet], *types: type) -> None:
        self.question = question
        self.marks = [_mark(kind, types[:place].count(kind)) for place, kind in enumerate(types)]
        self.sql, self.params = "", ()

    def ask(self, *values: Any) -> list[tuple]:
        if not self.sql:
            self.sql, self.params = self.question(*self.marks).query.sql_with_params()
        given = dict(zip(map(_stored, self.marks), map(_stored, values), strict=True))
        with connection.cursor() as cursor:
            cursor.execute(self.sql, [given.get(param, param) for param in self.params])
            return cursor.fetchall()


def _mark(kind: type, before: int) -> Any:
    mark = MARKS[kind]
    return date.fromordinal(mark.toordinal() + before) if isinstance(mark, date) else mark + before


def _stored(value: Any) -> Any:
    """A value as it goes to the database."""
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
