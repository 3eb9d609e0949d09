"""Reads about people: who an actor is."""

from sanjing.foundation.accounts.actor import Actor, FieldRule, Scope
from sanjing.foundation.accounts.models import Team, User


def actor_for(user: User, via: str = "web") -> Actor:
    """The actor a signed-in user acts as. Two queries, three with a team.

    Several roles add up: the widest scope wins, and a field rule holds only if every role has it.
    """
    roles = list(user.roles.all())
    path = user.team.path if user.team_id else ""
    below = tuple(Team.objects.filter(path__startswith=path).values_list("id", flat=True)) if path else ()
    return Actor(
        user_id=user.pk,
        name=user.name,
        team_id=user.team_id,
        teams_below=below,
        grants=_widest([role.grants for role in roles]),
        field_rules=_shared([role.field_rules for role in roles]),
        is_administrator=any(role.is_administrator for role in roles),
        via=via,
    )


def _widest(all_grants: list[dict]) -> dict[str, dict[str, Scope]]:
    merged: dict[str, dict[str, Scope]] = {}
    for grants in all_grants:
        for entity, verbs in grants.items():
            row = merged.setdefault(entity, {})
            for verb, value in verbs.items():
                row[verb] = max(Scope(value), row.get(verb, Scope.NONE), key=lambda scope: scope.reach)
    return merged


def _shared(all_rules: list[dict]) -> dict[str, dict[str, FieldRule]]:
    if not all_rules:
        return {}
    order = list(FieldRule)
    merged: dict[str, dict[str, FieldRule]] = {}
    for entity in all_rules[0]:
        for name in all_rules[0][entity]:
            rules = [rules.get(entity, {}).get(name) for rules in all_rules]
            if all(rules):
                merged.setdefault(entity, {})[name] = min((FieldRule(r) for r in rules), key=order.index)
    return merged
