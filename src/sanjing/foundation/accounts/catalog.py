"""The entities that roles can be granted: each names itself here when it is registered.

Accounts lie below entities, so the entities package calls `register_entity`, never the reverse.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sanjing.foundation.labels import Label


@dataclass(frozen=True, slots=True)
class Describable:
    """What the permission page shows of an entity; `fields` gives (name, label) pairs. `slug` is how
    scopes of tokens name it, empty for what the API does not tell.
    """

    name: str
    label: Label
    fields: Callable[[], Iterable[tuple[str, str]]]
    slug: str = ""


_entities: dict[str, Describable] = {}


def register_entity(
    name: str, label: Label, fields: Callable[[], Iterable[tuple[str, str]]], slug: str = ""
) -> None:
    """Offer an entity to the permission page; registering again replaces."""
    _entities[name] = Describable(name, label, fields, slug)


def forget_entity(name: str) -> None:
    """For tests, and for record types removed at run time."""
    _entities.pop(name, None)


def describable_entities() -> list[Describable]:
    """All entities offered, in the order of their registration."""
    return list(_entities.values())
