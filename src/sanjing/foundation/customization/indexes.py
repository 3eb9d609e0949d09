"""An index for every own field whose values are short, so that lists filter and sort by it."""

from __future__ import annotations

from django.db import connection
from django.db.models import Index

from sanjing.foundation.customization.models import CustomField
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.own_values import OwnKey

SHORT = ("choice", "flag", "number", "money", "date", "moment", "phone", "region", "user", "link")
"""PostgreSQL refuses rows whose indexed value is longer than 2 700 bytes, as a text may be."""


def add_index(field: CustomField) -> None:
    """Part of the transaction that defines the field; takes about a second a million records."""
    if field.kind in SHORT:
        model = registry.get(field.entity).model
        index = Index(OwnKey(field.key, "custom"), "id", name=name_of(field))
        execute(str(index.create_sql(model, connection.schema_editor())))


def drop_index(field: CustomField) -> None:
    execute(f"DROP INDEX IF EXISTS {name_of(field)}")


def name_of(field: CustomField) -> str:
    return f"own_field_{field.pk}"


def execute(statement: str) -> None:
    """PostgreSQL indexes no table whose links wait for the end of the transaction to be checked: it is done now."""
    if connection.vendor == "postgresql":
        connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute(statement)
