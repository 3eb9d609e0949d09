from datetime import datetime

from django.db import transaction

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.events import announce
from sanjing.foundation.accounts.guards import require_administrator
from sanjing.foundation.accounts.models import User


@transaction.atomic
def reactivate_user(user: User, *, by: Actor, at: datetime) -> User:
    """Let a person who came back sign in again. Tokens revoked at leaving stay revoked."""
    require_administrator(by)
    user.is_active = True
    user.save(update_fields=["is_active"])
    announce("user_reactivated", {"user": user.pk, "name": user.name}, by, at)
    return user
