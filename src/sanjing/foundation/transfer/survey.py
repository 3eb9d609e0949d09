"""A first walk through a file: how many rows, and which of them speak of the same record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.transfer.cells import is_nothing
from sanjing.foundation.transfer.files import Table
from sanjing.foundation.transfer.mapping import Mapping

type Keys = list[tuple[str, ...]]
type GroupId = tuple[Any, ...]
type Key = tuple[int, GroupId]


def usable_keys(entity: Entity, names: set[str], match: str = "") -> Keys:
    """The keys that the columns `names` fill, the surest first; only `match` if it was chosen."""
    keys = entity.transfer.keys if entity.transfer else []
    if match:
        keys = [key for key in keys if "+".join(key) == match] or [tuple(match.split("+"))]
    return [key for key in keys if set(key) <= names]


def is_weak(entity: Entity, key: tuple[str, ...]) -> bool:
    """Whether two different records may share such a key, as people share a name."""
    fields = [entity.columns[name] for name in key if name in entity.columns]
    return not any(f.unique or f.kind.name == "code" for f in fields)


class Identifier:
    """Tells from bare cells which record a row speaks of."""

    def __init__(self, entity: Entity, mapping: Mapping, keys: Keys):
        self.places: dict[str, list[int]] = {}
        for index, one in enumerate(mapping):
            if one.name:
                self.places.setdefault(one.name, []).append(index)
        links = entity.transfer.links if entity.transfer else {}
        self.instead = {name: link.otherwise for name, link in links.items() if link.otherwise}
        self.keys = keys
        self.weak = [is_weak(entity, key) for key in keys]
        single = {key[0] for key in keys if len(key) == 1}
        self.others = [sorted(single - set(key)) for key in keys]
        self.details = self._details(entity)

    def _details(self, entity: Entity) -> tuple[list[int], list[int]]:
        """Columns that say something of a line only, and those that say which record it is of."""
        extra = {f.name for f in entity.transfer.extra} if entity.transfer else set()
        naming = {name for key in self.keys for name in key}
        naming |= {f.name for f in entity.fields.values() if f.required or f.kind.name == "link"}
        of_line = [i for name, places in self.places.items() if name in extra for i in places]
        of_record = [i for name in naming - extra for i in self.places.get(name, ())]
        return of_line, of_record

    def key_of(self, cells: list[Any]) -> Key | None:
        """Which key the row fills first, and its words; None for a row without any."""
        for number, key in enumerate(self.keys):
            words = tuple(self._words(name, cells) for name in key)
            if all(words):
                return number, words
        return None

    def group_of(self, cells: list[Any], key: Key | None) -> GroupId | None:
        """Rows of one group are one record: same `key`, and nothing else that tells them apart."""
        if key is None:
            return None
        number, words = key
        if not self.weak[number]:
            return number, *words
        return number, *words, *(self._words(name, cells) for name in self.others[number])

    def continues(self, cells: list[Any]) -> bool:
        """A line below a merged cell: it does not say of which record, which stands above it."""
        of_line, of_record = self.details
        return (
            bool(of_line and of_record)
            and all(is_nothing(cells[i]) for i in of_record)
            and any(not is_nothing(cells[i]) for i in of_line)
        )

    def _words(self, name: str, cells: list[Any]) -> str:
        places = self.places.get(name, ())
        words = " ".join(_folded(cells[i]) for i in places if not is_nothing(cells[i]))
        return words or (self._words(self.instead[name], cells) if name in self.instead else "")


@dataclass
class Survey:
    """`last` is the ordinal of the last row of every group that has several rows.

    A row that gives no more than a name is taken for the only record of that name in the file:
    `fuller` says for its group which that is. Keys that several records have are `shared`.
    """

    rows: int = 0
    last: dict[GroupId, int] = field(default_factory=dict)
    fuller: dict[GroupId, GroupId] = field(default_factory=dict)
    shared: set[Key] = field(default_factory=set)

    def settled(self, group: GroupId | None) -> GroupId | None:
        return self.fuller.get(group, group) if group else None


def survey(table: Table, identifier: Identifier) -> Survey:
    """Walk through the whole file once. Memory grows with the number of records, not of rows."""
    found = Survey()
    latest: dict[GroupId, int] = {}
    spoken: dict[Key, GroupId] = {}
    several: dict[Key, list[GroupId]] = {}
    for ordinal, (group, key) in enumerate(grouped(table, identifier)):
        found.rows += 1
        if group is None:
            continue
        if group in latest:
            found.last[group] = ordinal
        elif key and identifier.weak[key[0]] and spoken.setdefault(key, group) != group:
            several.setdefault(key, [spoken[key]]).append(group)
        latest[group] = ordinal
    for key, groups in several.items():
        fuller = {one: full for one in groups if (full := _fuller(one, groups))}
        for one, full in fuller.items():
            found.last[full] = max(latest[one], found.last.get(full, latest[full]))
        found.fuller |= fuller
        if len(groups) - len(fuller) > 1:
            found.shared.add(key)
    return found


def _fuller(group: GroupId, groups: list[GroupId]) -> GroupId | None:
    """The one group that says all this one says and more, if there is just one that nothing tops."""
    above = [other for other in groups if _says_more(other, group)]
    top = [one for one in above if not any(_says_more(other, one) for other in above)]
    return top[0] if len(top) == 1 else None


def _says_more(one: GroupId, other: GroupId) -> bool:
    return one != other and all(b in ("", a) for a, b in zip(one, other, strict=True))


def grouped(table: Table, identifier: Identifier) -> Iterator[tuple[GroupId | None, Key | None]]:
    """Every row's group and key, lines below a merged cell belonging to the row above."""
    above: GroupId | None = None
    for _row, cells in table.rows():
        key = identifier.key_of(cells)
        group = identifier.group_of(cells, key)
        if group is None and above is not None and identifier.continues(cells):
            group = above
        above = group
        yield group, key


def _folded(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split()).casefold()
