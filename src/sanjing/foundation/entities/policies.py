"""Who may do what with which rows. One policy object an entity answers every such question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.db.models import Model, Q, QuerySet

from sanjing.foundation.accounts.actor import Actor, Scope


def id_at(record: Model, path: str) -> int | None:
    """The id that a path of links such as `customer__owner` leads to; None where it breaks off."""
    *links, last = path.split("__")
    holder: Model | None = record
    for link in links:
        holder = getattr(holder, link, None)
    return getattr(holder, f"{last}_id", None)


@dataclass(frozen=True)
class TeamPolicy:
    """Rows belong to a person and a team, found over the paths `owner` and `team`.

    `open_when_unowned` lets everyone who may see any row also see those without an owner.
    """

    owner: str = "owner"
    team: str = "team"
    open_when_unowned: bool = False

    reads: ClassVar[tuple[str, ...]] = ()
    """Relations besides the links that `tokens` follows, to be read for a set at once."""

    @property
    def follows_owner(self) -> bool:
        """Whether the team of a row is the one its owner is in, so that both move together."""
        return self.team == f"{self.owner}__team"

    def reaches_all(self, actor: Actor, entity: str, verb: str) -> bool:
        """Whether `filter` leaves out no row, so that nobody need ask about one of them."""
        return actor.scope(entity, verb) is Scope.ALL

    def filter(self, rows: QuerySet, actor: Actor, entity: str, verb: str) -> QuerySet:
        scope = actor.scope(entity, verb)
        if scope is Scope.ALL:
            return rows
        if scope is Scope.NONE:
            return rows.none()
        return rows.filter(self._reach(actor, scope, verb))

    def _reach(self, actor: Actor, scope: Scope, verb: str) -> Q:
        reach = Q(**{f"{self.owner}_id": actor.user_id})
        if scope is Scope.TEAM and actor.team_id:
            reach |= Q(**{f"{self.team}_id": actor.team_id})
        if scope is Scope.BELOW and actor.teams_below:
            reach |= Q(**{f"{self.team}_id__in": actor.teams_below})
        if verb == "see" and self.open_when_unowned:
            reach |= Q(**{f"{self.owner}__isnull": True})
        return reach

    def tokens(self, record: Model) -> str:
        """What the search row of `record` carries so that a search stays inside an actor's
        reach.
        """
        owner_id, team_id = id_at(record, self.owner), id_at(record, self.team)
        tokens = [f"xo{owner_id}" if owner_id else "xopen", f"xt{team_id}" if team_id else ""]
        return " ".join(filter(None, tokens))

    def wanted_tokens(self, actor: Actor, entity: str) -> list[str] | None:
        """The tokens of which a row must carry one; None when every row may be seen."""
        scope = actor.scope(entity, "see")
        if scope is Scope.ALL:
            return None
        if scope is Scope.NONE:
            return []
        tokens = [f"xo{actor.user_id}"]
        if scope is Scope.TEAM and actor.team_id:
            tokens.append(f"xt{actor.team_id}")
        if scope is Scope.BELOW:
            tokens.extend(f"xt{team}" for team in actor.teams_below)
        if self.open_when_unowned:
            tokens.append("xopen")
        return tokens


@dataclass(frozen=True)
class HubPolicy(TeamPolicy):
    """Rows are changed by the person whose work they are, and seen by everyone who sees their hub.

    So the owner of a customer sees what a colleague added, and the colleague sees their own.
    """

    team: str = "owner__team"
    hub: str = "customer"
    open_when_unowned: bool = True

    def _reach(self, actor: Actor, scope: Scope, verb: str) -> Q:
        reach = super()._reach(actor, scope, "")
        if verb != "see":
            return reach
        hub = TeamPolicy(f"{self.hub}__owner", f"{self.hub}__team", self.open_when_unowned)
        return reach | Q(**{f"{self.hub}__isnull": False}) & hub._reach(actor, scope, verb)

    def tokens(self, record: Model) -> str:
        hub = getattr(record, self.hub)
        owner = getattr(record, self.owner)
        found = TeamPolicy().tokens(hub).split() if hub else []
        if owner:
            found += [f"xo{owner.pk}", *([f"xt{owner.team_id}"] if owner.team_id else [])]
        return " ".join(dict.fromkeys(found))


@dataclass(frozen=True)
class SharedPolicy:
    """Rows belong to the company: a scope other than none reaches all of them."""

    follows_owner = False
    reads = ()

    def reaches_all(self, actor: Actor, entity: str, verb: str) -> bool:
        return actor.may(entity, verb)

    def filter(self, rows: QuerySet, actor: Actor, entity: str, verb: str) -> QuerySet:
        return rows if actor.may(entity, verb) else rows.none()

    def tokens(self, record: Model) -> str:
        return "xall"

    def wanted_tokens(self, actor: Actor, entity: str) -> list[str] | None:
        return None if actor.may(entity, "see") else []


Policy = TeamPolicy | HubPolicy | SharedPolicy
