"""Which existing record each row speaks of, asked for a whole chunk at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.fields import Field
from sanjing.foundation.transfer.survey import Keys

AT_ONCE = 500
Values = dict[str, Any]


class Ambiguous(ValueError):
    """Several records have the row's key and nothing tells which is meant."""


class Matcher:
    """Finds the records of one entity that an actor may see, by the keys a file fills."""

    def __init__(self, entity: Entity, keys: Keys, *, by: Actor):
        self.entity, self.keys, self.by = entity, keys, by
        single = {key[0] for key in keys if len(key) == 1}
        self.others = {key: sorted(single - set(key)) for key in keys}

    def find(self, rows: Sequence[Values], shared: Sequence[bool]) -> list[int | Ambiguous | None]:
        """The id of the record each row speaks of, None for a new one."""
        cleaned = [self._cleaned(values) for values in rows]
        keyed = [next((k for k in self.keys if all(k_ in c for k_ in k)), None) for c in cleaned]
        answers: list[int | Ambiguous | None] = [None] * len(rows)
        for key in self.keys:
            asked = [n for n, k in enumerate(keyed) if k == key]
            candidates = self._candidates(key, [cleaned[n] for n in asked]) if asked else {}
            for n in asked:
                words = tuple(cleaned[n][name] for name in key)
                answers[n] = self._choose(key, candidates.get(words, []), cleaned[n], shared[n])
        return answers

    def _cleaned(self, values: Values) -> Values:
        """The values that keys are made of, as the database holds them; unreadable ones are left out."""
        found = {}
        for name in {name for key in self.keys for name in key}:
            if name in values and (value := comparable(self.entity.fields[name], values[name])):
                found[name] = value
        return found

    def _candidates(
        self, key: tuple[str, ...], rows: list[Values]
    ) -> dict[tuple, list[tuple[int, Values]]]:
        asked = self.others[key]
        columns = [path_of(self.entity.fields[name]) for name in (*key, *asked)]
        found: dict[tuple, list[tuple[int, Values]]] = defaultdict(list)
        for row in self._rows(key[-1], {values[key[-1]] for values in rows}, columns):
            pk, words = row[0], row[1 : len(key) + 1]
            found[words].append((pk, dict(zip(asked, row[len(key) + 1 :], strict=True))))
        return found

    def _rows(self, name: str, values: Iterable[Any], columns: list[str]) -> Iterable[tuple]:
        path = path_of(self.entity.fields[name])
        wanted = sorted(values)
        visible: QuerySet[Model] = self.entity.visible_to(self.by).order_by("pk")
        for start in range(0, len(wanted), AT_ONCE):
            part = wanted[start : start + AT_ONCE]
            yield from visible.filter(**{f"{path}__in": part}).values_list("pk", *columns)

    def _choose(
        self, key: tuple[str, ...], candidates: list[tuple[int, Values]], row: Values, shared: bool
    ) -> int | Ambiguous | None:
        if len(candidates) <= 1 and not shared:
            return candidates[0][0] if candidates else None
        same = [
            pk
            for pk, details in candidates
            if all((details[name] or None) == row.get(name) for name in details)
        ]
        if len(same) == 1 or (shared and not same):
            return same[0] if same else None
        return Ambiguous(
            _("有 %(count)s 条%(what)s都是“%(value)s”，分不清是哪一条")
            % {"count": len(same or candidates), "what": self.entity.label, "value": row[key[-1]]}
        )


def path_of(field: Field) -> str:
    return f"{field.path}_id" if field.target_model and field.source == "column" else field.path


def comparable(field: Field, raw: Any) -> Any:
    """A value as the database holds it; None if the field cannot take it."""
    if isinstance(raw, Model):
        return raw.pk
    try:
        return field.kind.parse(raw, field) or None
    except (ValueError, OverflowError):
        return None
