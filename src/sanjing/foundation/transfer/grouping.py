"""The rows of a file in the order they are written: those of one record together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sanjing.foundation.transfer.files import Table
from sanjing.foundation.transfer.survey import GroupId, Identifier, Survey

type Row = tuple[int, list[Any]]


@dataclass(slots=True)
class Group:
    """Rows of one record, in the order of the file. `shared` says that others have the same key."""

    rows: list[Row]
    shared: bool = False


def groups(
    table: Table, identifier: Identifier, found: Survey, *, skip: int = 0
) -> Iterator[Group]:
    """Every group once its last row has been read. The same for the same file, so that `skip` resumes."""
    return islice(_all_groups(table, identifier, found), skip, None)


def _all_groups(table: Table, identifier: Identifier, found: Survey) -> Iterator[Group]:
    if found.last:
        return _gathered(table, identifier, found)
    return (Group([row], _shared(identifier, found, row[1])) for row in table.rows())


def _gathered(table: Table, identifier: Identifier, found: Survey) -> Iterator[Group]:
    """Rows of one record wait for its last."""
    waiting: dict[GroupId, list[Row]] = {}
    above: GroupId | None = None
    for ordinal, (row, cells) in enumerate(table.rows()):
        group = found.settled(identifier.group_of(cells, identifier.key_of(cells)))
        if group is None and above is not None and identifier.continues(cells):
            group = above
        above = group
        if group is None or group not in found.last:
            yield Group([(row, cells)], _shared(identifier, found, cells))
            continue
        rows = waiting.setdefault(group, [])
        rows.append((row, cells))
        if found.last[group] == ordinal:
            yield Group(waiting.pop(group), _shared(identifier, found, cells))


def _shared(identifier: Identifier, found: Survey, cells: list[Any]) -> bool:
    return bool(found.shared) and identifier.key_of(cells) in found.shared


def chunked(source: Iterator[Group], size: int) -> Iterator[list[Group]]:
    """Groups of about `size` rows at a time."""
    held: list[Group] = []
    rows = 0
    for group in source:
        held.append(group)
        rows += len(group.rows)
        if rows >= size:
            yield held
            held, rows = [], 0
    if held:
        yield held
