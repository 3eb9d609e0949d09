from datetime import datetime
from typing import Any

from django.db import transaction

from sanjing.foundation.accounts.actor import VERBS, Actor, FieldRule, Scope
from sanjing.foundation.accounts.events import announce
from sanjing.foundation.accounts.guards import (
    require_administrator,
    require_an_administrator_remains,
)
from sanjing.foundation.accounts.models import Role

CHANGEABLE = ("name", "description", "grants", "field_rules", "is_administrator")


@transaction.atomic
def change_role(role: Role, values: dict[str, Any], *, by: Actor, at: datetime) -> Role:
    """Set any of CHANGEABLE. Raises ValueError for an unknown verb, scope or rule."""
    require_administrator(by)
    changed = {name: values[name] for name in CHANGEABLE if name in values}
    _check_grants(changed.get("grants", {}))
    _check_rules(changed.get("field_rules", {}))
    before = {name: getattr(role, name) for name in changed}
    for name, value in changed.items():
        setattr(role, name, value)
    role.full_clean()
    role.save(update_fields=list(changed))
    require_an_administrator_remains()
    diff = {name: [before[name], value] for name, value in changed.items() if before[name] != value}
    if diff:
        announce("role_changed", {"role": role.pk, "name": role.name, "changes": diff}, by, at)
    return role


def _check_grants(grants: dict[str, dict[str, str]]) -> None:
    for row in grants.values():
        for verb, scope in row.items():
            if verb not in VERBS:
                raise ValueError(f"{verb!r} is not one of {VERBS}")
            Scope(scope)


def _check_rules(field_rules: dict[str, dict[str, str]]) -> None:
    for rules in field_rules.values():
        for rule in rules.values():
            FieldRule(rule)
