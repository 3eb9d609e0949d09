"""Holding rows until the transaction ends."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection
from django.db.models import Model


def hold(model: type[Model], ids: Collection[int]) -> None:
    """Lock rows; read them afterwards. SQLite holds the whole file from BEGIN IMMEDIATE.

    A statement that locks must not read along links: PostgreSQL joins a row it had to wait for with
    what its links pointed at before, and finds nothing there.
    """
    if connection.features.has_select_for_update:
        rows = model._default_manager.filter(pk__in=ids).order_by("pk")
        list(rows.select_for_update().values_list("pk"))
