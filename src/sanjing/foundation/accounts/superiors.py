"""Who stands above whom: those whose roles reach what the team and all below it have."""

from __future__ import annotations

from collections.abc import Collection

from sanjing.foundation.accounts.actor import EVERY, Scope
from sanjing.foundation.accounts.models import User
from sanjing.foundation.accounts.queries import granted


def superiors_of(person: User | None, *, besides: Collection[int] = ()) -> list[User]:
    """The nearest people above `person` in the tree of teams; at the top, those who reach everything.

    Nobody stands above themselves, and none of `besides` counts. Administrators keep the system, not
    people: their role makes nobody a superior.
    """
    passed = {*besides, *([person.pk] if person else [])}
    path = person.team.path if person and person.team_id else "/"
    people = User.objects.filter(is_active=True).exclude(pk__in=passed)
    leading = [
        (one, scope)
        for one in people.select_related("team").prefetch_related("roles").order_by("pk")
        if (scope := reach_of(one)).reach >= Scope.BELOW.reach
    ]
    above = [one for one, _scope in leading if one.team_id and path.startswith(one.team.path)]
    nearest = max((one.team.path for one in above), key=len, default="")
    if nearest:
        return [one for one in above if one.team.path == nearest]
    return [one for one, scope in leading if scope is Scope.ALL]


def reach_of(user: User) -> Scope:
    """How far the roles of `user` let them change what others have."""
    scopes = [
        granted(role.grants, EVERY, "change")
        for role in user.roles.all()
        if not role.is_administrator
    ]
    return max(scopes, key=Scope.reach.fget, default=Scope.NONE)
