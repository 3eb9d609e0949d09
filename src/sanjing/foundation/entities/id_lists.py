"""Many ids in a question, given as one parameter instead of thousands."""

from __future__ import annotations

import json
from collections.abc import Collection

from django.db import connection
from django.db.models import BooleanField, Model, OuterRef, QuerySet, Subquery, Value
from django.db.models.expressions import RawSQL


def among(ids: Collection[int]) -> RawSQL:
    """The right-hand side of an `__in`."""
    if connection.vendor == "sqlite":
        return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(ids))])
    return RawSQL("SELECT unnest(%s::bigint[])", [list(ids)])


def these(model: type[Model], ids: Collection[int]) -> QuerySet:
    """Rows by their ids."""
    return model._default_manager.filter(pk__in=among(ids))


def having(rows: QuerySet, ids: Collection[int]) -> QuerySet:
    """Those of `rows` with one of these ids, led to by the ids: SQLite, which keeps no statistics, would
    rather be led by an index of what else is asked.
    """
    if connection.vendor == "sqlite":
        return tested(these(rows.model, ids), rows)
    return rows.filter(pk__in=among(ids))


def tested(walked: QuerySet, rows: QuerySet) -> QuerySet:
    """The rows of `walked` that are among `rows`, each looked up by its key.

    A value instead of EXISTS, which PostgreSQL would turn into a join and plan anew.
    """
    same = rows.filter(pk=OuterRef("pk")).order_by().annotate(meets=Value(True))
    return walked.filter(Subquery(same.values("meets")[:1], output_field=BooleanField()))
