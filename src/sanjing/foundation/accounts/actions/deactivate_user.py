from datetime import datetime

from django.db import transaction

from sanjing.foundation.accounts import sessions
from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.events import announce
from sanjing.foundation.accounts.guards import (
    require_administrator,
    require_an_administrator_remains,
)
from sanjing.foundation.accounts.models import User


class OwnAccount(Exception):
    """Nobody locks themselves out."""

    code = "own_account"


@transaction.atomic
def deactivate_user(user: User, *, by: Actor, at: datetime) -> User:
    """Close an account: signed out everywhere at once, tokens dead, records kept.

    Raises OwnAccount and LastAdministrator.
    """
    require_administrator(by)
    if user.pk == by.user_id:
        raise OwnAccount
    user.is_active = False
    user.save(update_fields=["is_active"])
    require_an_administrator_remains()
    sessions.revoke_all(user)
    user.tokens.filter(revoked_at=None).update(revoked_at=at)
    announce("user_deactivated", {"user": user.pk, "name": user.name}, by, at)
    return user
