"""Which existing record each row speaks of, asked for a whole chunk at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
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
    """Finds the records of one entity that an actor may see, by the keys a file fills.

    Keys of fields that a role keeps back are left out: trying numbers would spell them out.
    """

    def __init__(self, entity: Entity, keys: Keys, *, by: Actor):
        keys = [key for key in keys if all(entity.may_read(name, by) for name in key)]
        self.entity, self.keys, self.by, self.fields = entity, keys, by, entity.fields
        single = {key[0] for key in keys if len(key) == 1}
        self.others = {key: sorted(single - set(key)) for key in keys}

    def find(self, rows: Sequence[Values], shared: Sequence[bool]) -> list[int | Ambiguous | None]:
        """The id of the record each row speaks of, None for a new one."""
        keyed = [self._key_of(values) for values in rows]
        answers: list[int | Ambiguous | None] = [None] * len(rows)
        for key in self.keys:
            asked = [n for n, (own, _words) in enumerate(keyed) if own == key]
            candidates = self._candidates(key, {keyed[n][1] for n in asked}) if asked else {}
            for n in asked:
                found = candidates.get(keyed[n][1], [])
                answers[n] = self._choose(key, found, rows[n], keyed[n][1][-1], shared[n])
        return answers

    def _key_of(self, values: Values) -> tuple[tuple[str, ...], tuple[Any, ...]]:
        """The first key the row fills, and its words as the database holds them."""
        for key in self.keys:
            if all(name in values for name in key):
                words = tuple(self._comparable(name, values) for name in key)
                if all(words):
                    return key, words
        return (), ()

    def _comparable(self, name: str, values: Values) -> Any:
        return comparable(self.fields[name], values[name]) if name in values else None

    def _candidates(
        self, key: tuple[str, ...], words: set[tuple[Any, ...]]
    ) -> dict[tuple, list[tuple[int, Values]]]:
        asked = self.others[key]
        columns = [path_of(self.fields[name]) for name in (*key, *asked)]
        path, wanted = columns[len(key) - 1], sorted({one[-1] for one in words})
        visible: QuerySet[Model] = self.entity.visible_to(self.by).order_by("pk")
        found: dict[tuple, list[tuple[int, Values]]] = defaultdict(list)
        for start in range(0, len(wanted), AT_ONCE):
            part = {f"{path}__in": wanted[start : start + AT_ONCE]}
            for pk, *values in visible.filter(**part).values_list("pk", *columns):
                details = dict(zip(asked, values[len(key) :], strict=True))
                found[tuple(values[: len(key)])].append((pk, details))
        return found

    def _choose(
        self,
        key: tuple[str, ...],
        candidates: list[tuple[int, Values]],
        row: Values,
        word: Any,
        shared: bool,
    ) -> int | Ambiguous | None:
        if len(candidates) <= 1 and not shared:
            return candidates[0][0] if candidates else None
        own = {name: self._comparable(name, row) for name in self.others[key]}
        same = [
            pk for pk, details in candidates if all((details[n] or None) == own[n] for n in own)
        ]
        if len(same) == 1 or (shared and not same):
            return same[0] if same else None
        what = {"count": len(same or candidates), "what": self.entity.label, "value": word}
        return Ambiguous(_("有 %(count)s 条%(what)s都是“%(value)s”，分不清是哪一条") % what)


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
