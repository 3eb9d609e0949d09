"""Who is acting, and how far their hand reaches.

Every write names an `Actor`; every read a person sees starts from one.
An actor is a plain value: it is made once a request and can be made in a test without a database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

VERBS = ("see", "create", "change", "remove", "export", "assign")
EVERY = "*"


class Scope(StrEnum):
    """Whose records a verb reaches. Later members include earlier ones."""

    NONE = "none"
    MINE = "mine"
    TEAM = "team"
    BELOW = "below"
    ALL = "all"

    @property
    def reach(self) -> int:
        return _REACH[self]


_REACH = {scope: index for index, scope in enumerate(Scope)}


class FieldRule(StrEnum):
    """What a role does to one field. Later members restrict more."""

    READ_ONLY = "read_only"
    MASKED = "masked"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Actor:
    user_id: int | None
    name: str
    team_id: int | None = None
    teams_below: tuple[int, ...] = ()
    grants: Mapping[str, Mapping[str, Scope]] = field(default_factory=dict)
    field_rules: Mapping[str, Mapping[str, FieldRule]] = field(default_factory=dict)
    is_administrator: bool = False
    is_system: bool = False
    via: str = "web"

    def scope(self, entity: str, verb: str) -> Scope:
        """How far `verb` reaches over records of `entity`; "*" speaks where it is silent."""
        if self.is_system:
            return Scope.ALL
        for row in (self.grants.get(entity, {}), self.grants.get(EVERY, {})):
            if verb in row:
                return row[verb]
        return Scope.NONE

    def may(self, entity: str, verb: str) -> bool:
        return self.scope(entity, verb) is not Scope.NONE

    def field_rule(self, entity: str, name: str) -> FieldRule | None:
        if self.is_system:
            return None
        return self.field_rules.get(entity, {}).get(name)

    def acting_via(self, via: str) -> Actor:
        return replace(self, via=via)


def system_actor(reason: str) -> Actor:
    """The program itself, for the schedule and for start-up. `reason` is shown in the history."""
    return Actor(user_id=None, name=reason, is_system=True, via="system")
