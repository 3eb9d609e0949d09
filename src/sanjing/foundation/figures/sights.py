"""What a person sees, as one word: two people share a figure only if theirs is the same."""

from __future__ import annotations

import hashlib
import json

from sanjing.foundation.accounts.actor import Actor, Scope, system_actor
from sanjing.foundation.entities import registry

EVERYTHING = ""
WHOLE = (Scope.ALL, Scope.NONE)


def sight_of(actor: Actor) -> str:
    """EVERYTHING for who sees every record and every field, else a digest of the reach and of the rules for fields.

    A person whose reach ends anywhere at their own or their team's shares with nobody of another place.
    """
    scopes = {one.name: actor.scope(one.name, "see") for one in registry.all_entities()}
    rules = {} if actor.is_system else {
        name: dict(sorted(fields.items())) for name, fields in sorted(actor.field_rules.items()) if fields
    }  # fmt: skip
    if not rules and all(scope is Scope.ALL for scope in scopes.values()):
        return EVERYTHING
    place = None
    if any(scope not in WHOLE for scope in scopes.values()):
        place = [actor.user_id, actor.team_id, sorted(actor.teams_below)]
    told = json.dumps([sorted(scopes.items()), rules, place])
    return hashlib.sha256(told.encode()).hexdigest()


def everybody() -> Actor:
    """Who sees everything, for what is reckoned at night."""
    return system_actor("figures")
