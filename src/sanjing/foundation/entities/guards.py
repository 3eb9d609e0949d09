"""What may hold a record still, asked before every change and removal.

A package above this one, such as approvals, adds a guard; records and batches ask them all.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from sanjing.foundation.entities.errors import Refusal

Wanted = Mapping[int, Collection[str]]
Guard = Callable[[str, Wanted], Mapping[int, str]]
_guards: list[Guard] = []


class Held(Refusal):
    """The record may not be changed or removed at the moment, by anybody."""

    code = "held"


def add_guard(guard: Guard) -> None:
    """`guard(entity name, {record id: names of the fields to change})` gives {id: why not}.

    No names at all mean that the record would be removed. It runs inside the transaction of the
    change, with the rows locked.
    """
    if guard not in _guards:
        _guards.append(guard)


def held(entity: str, wanted: Wanted) -> dict[int, str]:
    """Which of these records stand still, and why."""
    found: dict[int, str] = {}
    for guard in _guards if wanted else ():
        found |= guard(entity, wanted)
    return found


def refuse_held(entity: str, pk: int, names: Collection[str] = ()) -> None:
    """Raises Held if the record may not be changed so now."""
    if why := held(entity, {pk: names}).get(pk):
        raise Held(why)
