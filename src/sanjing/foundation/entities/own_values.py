"""The column that holds a company's own fields, in a form an index of one of them can serve."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from django.db import models
from django.db.models.fields.json import KeyTransform, KeyTransformFactory, KeyTransformIsNull

LEAST = "-9e999"
"""Minus infinity: in SQLite every number and every text is greater."""

_PLAIN = re.compile(r"[a-z0-9_]+")


class OwnValuesField(models.JSONField):
    """{key of the field: value}; a key without a value is left out."""

    def get_transform(self, name: str) -> Any:
        found = super().get_transform(name)
        plain = isinstance(found, KeyTransformFactory) and _PLAIN.fullmatch(name)
        return partial(OwnKey, name) if plain else found

    def deconstruct(self) -> Any:
        """To migrations it is the JSON column it is stored as."""
        name, _path, arguments, options = super().deconstruct()
        return name, "django.db.models.JSONField", arguments, options


class OwnKey(KeyTransform):
    """One value. SQLite matches no parameter with an index, so the key stands in the statement."""

    def as_sqlite(self, compiler: Any, connection: Any, **_context: Any) -> tuple[str, Any]:
        column, parameters, _keys = self.preprocess_lhs(compiler, connection)
        place = f"{column}, '$.\"{self.key_name}\"'"
        kind = f"JSON_TYPE({place})"
        told = f"CASE WHEN {kind} IN ('false', 'true') THEN {kind} ELSE JSON_EXTRACT({place}) END"
        return f"({told})", (*parameters, *parameters, *parameters)


@OwnKey.register_lookup
class OwnKeyIsNull(KeyTransformIsNull):
    """Asked of the very expression that is indexed. The range leads into the index past the records
    without the value, the other half keeps the answer from being NULL.
    """

    def as_sqlite(self, compiler: Any, connection: Any, **_context: Any) -> tuple[str, Any]:
        told, parameters = self.process_lhs(compiler, connection)
        if self.rhs:
            return f"{told} IS NULL", parameters
        return f"({told} IS NOT NULL AND {told} >= {LEAST})", (*parameters, *parameters)
