"""Reads about people: who an actor is, and where their reach comes from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q

from sanjing.foundation.accounts.actor import EVERY, VERBS, Actor, FieldRule, Scope
from sanjing.foundation.accounts.models import (
    ApiToken,
    Role,
    SecondFactor,
    Team,
    User,
    UserSession,
    digest_of,
)

_USE_NOTED_EVERY = timedelta(minutes=1)


def actor_for(user: User, via: str = "web") -> Actor:
    """The actor a signed-in user acts as. Two queries, three with a team.

    Several roles add up: the widest scope wins, and a field rule holds only if every role that
    shows the entity has it.
    """
    roles = list(user.roles.all())
    path = user.team.path if user.team_id else ""
    teams = Team.objects.filter(path__startswith=path) if path else Team.objects.none()
    return Actor(
        user_id=user.pk,
        name=user.name,
        team_id=user.team_id,
        teams_below=tuple(teams.values_list("id", flat=True)),
        grants=_widest(roles),
        field_rules=_shared(roles),
        is_administrator=any(role.is_administrator for role in roles),
        via=via,
    )


def actor_for_token(secret: str, *, at: datetime) -> tuple[Actor, frozenset[str]] | None:
    """Whom an API token acts for and what it is limited to; None if it opens nothing now."""
    found = ApiToken.objects.select_related("user__team").filter(digest=digest_of(secret)).first()
    if found is None or not found.usable_at(at) or not found.user.is_active:
        return None
    if found.last_used_at is None or at - found.last_used_at >= _USE_NOTED_EVERY:
        ApiToken.objects.filter(pk=found.pk).update(last_used_at=at)
    return actor_for(found.user, via="api"), frozenset(found.scopes)


def explain_scope(actor: Actor, entity: str, verb: str) -> list[tuple[str, Scope]]:
    """Which roles let `actor` use `verb` on `entity`, and how far each reaches; widest first."""
    roles = Role.objects.filter(holders=actor.user_id)
    reasons = [(str(role), granted(role.grants, entity, verb)) for role in roles]
    reasons = [reason for reason in reasons if reason[1] is not Scope.NONE]
    return sorted(reasons, key=lambda reason: -reason[1].reach)


def open_sessions(user: User, *, at: datetime) -> list[UserSession]:
    """Where `user` is signed in now, the latest used first."""
    return list(user.sessions.filter(expire_date__gt=at).order_by("-last_seen_at"))


def tokens_of(user: User) -> list[ApiToken]:
    """The tokens that were not revoked, newest first; expired ones still show, to be replaced."""
    return list(user.tokens.filter(revoked_at=None).order_by("-created_at"))


def second_factor_of(user: User) -> SecondFactor | None:
    """The authenticator app that guards this account, if one was confirmed."""
    return SecondFactor.objects.filter(user=user, confirmed_at__isnull=False).first()


def users_for_administration(wanted: str = "") -> list[User]:
    """Everybody, those at work first; `wanted` is a part of the name, log-in name or phone."""
    found = User.objects.select_related("team").prefetch_related("roles")
    if wanted:
        found = found.filter(
            Q(name__icontains=wanted) | Q(username__icontains=wanted) | Q(phone__contains=wanted)
        )
    return list(found.order_by("-is_active", "team__path", "name"))


def teams_for_administration() -> list[Team]:
    """The tree from the top, each with `people`, the number of its active members."""
    active = Count("members", filter=Q(members__is_active=True))
    return list(Team.objects.annotate(people=active).order_by("path"))


def roles_for_administration() -> list[Role]:
    """All roles, each with `people`, the number of its active holders."""
    active = Count("holders", filter=Q(holders__is_active=True))
    return list(Role.objects.annotate(people=active).order_by("pk"))


def there_is_an_administrator() -> bool:
    return User.objects.filter(is_active=True, roles__is_administrator=True).exists()


def granted(grants: Mapping[str, Any], entity: str, verb: str) -> Scope:
    """What one role's `grants` say about a verb; the row "*" speaks where the entity is silent."""
    fallback = grants.get(EVERY, {}).get(verb, Scope.NONE)
    return Scope(grants.get(entity, {}).get(verb, fallback))


def _widest(roles: list[Role]) -> dict[str, dict[str, Scope]]:
    entities = {entity for role in roles for entity in role.grants}
    return {
        entity: {
            verb: max((granted(role.grants, entity, verb) for role in roles), key=Scope.reach.fget)
            for verb in VERBS
        }
        for entity in entities
    }


def _shared(roles: list[Role]) -> dict[str, dict[str, FieldRule]]:
    tables = [role.field_rules for role in roles]
    named = {(entity, name) for table in tables for entity in table for name in table[entity]}
    strictness = list(FieldRule).index
    merged: dict[str, dict[str, FieldRule]] = {}
    for entity, name in named:
        showing = [role for role in roles if granted(role.grants, entity, "see") is not Scope.NONE]
        rules = [role.field_rules.get(entity, {}).get(name) for role in showing or roles]
        if all(rules):
            merged.setdefault(entity, {})[name] = min(map(FieldRule, rules), key=strictness)
    return merged
