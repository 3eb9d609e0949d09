from datetime import datetime
from typing import Any

from django.db import transaction

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.events import announce
from sanjing.foundation.accounts.guards import (
    require_administrator,
    require_an_administrator_remains,
)
from sanjing.foundation.accounts.models import User

CHANGEABLE = ("username", "name", "email", "phone", "team")


@transaction.atomic
def change_user(user: User, values: dict[str, Any], *, by: Actor, at: datetime) -> User:
    """Set any of CHANGEABLE and "roles". Raises ValidationError and LastAdministrator."""
    require_administrator(by)
    changed = {name: values[name] for name in CHANGEABLE if name in values}
    before = {name: str(getattr(user, name) or "") for name in changed}
    for name, value in changed.items():
        setattr(user, name, value)
    user.full_clean()
    user.save(update_fields=list(changed))
    diff = {
        name: [before[name], str(value or "")]
        for name, value in changed.items()
        if before[name] != str(value or "")
    }
    if "roles" in values:
        diff |= _set_roles(user, values["roles"])
    require_an_administrator_remains()
    if diff:
        announce("user_changed", {"user": user.pk, "changes": diff}, by, at)
    return user


def _set_roles(user: User, roles: Any) -> dict[str, list[str]]:
    before = sorted(user.roles.values_list("key", flat=True))
    user.roles.set(roles)
    after = sorted(user.roles.values_list("key", flat=True))
    return {} if before == after else {"roles": [", ".join(before), ", ".join(after)]}
