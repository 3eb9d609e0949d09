import secrets
from datetime import datetime

from django.db import transaction

from sanjing.foundation.accounts import sessions
from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.events import announce
from sanjing.foundation.accounts.guards import require_administrator
from sanjing.foundation.accounts.models import User

_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is misread over the telephone


def new_password() -> str:
    """A password to be told once, in three groups: "k7mp-x2ab-9qtr"."""
    groups = ("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(3))
    return "-".join(groups)


@transaction.atomic
def reset_password(user: User, *, by: Actor, at: datetime) -> str:
    """Give `user` a new password, to be changed at the next log-in; the caller shows it once."""
    require_administrator(by)
    password = new_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    sessions.revoke_all(user)
    announce("password_reset", {"user": user.pk, "name": user.name}, by, at)
    return password
