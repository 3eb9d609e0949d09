from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from sanjing.foundation.accounts import sessions
from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.events import announce
from sanjing.foundation.accounts.models import User


class WrongPassword(Exception):
    """The present password was not given rightly."""

    code = "wrong_password"


class SamePassword(Exception):
    """The new password is the old one."""

    code = "same_password"


@transaction.atomic
def change_password(user: User, *, old: str, new: str, by: Actor, at: datetime) -> User:
    """Choose an own password; every session of the user ends, the caller starts a new one.

    Raises WrongPassword, SamePassword and, for a weak one, ValidationError.
    """
    if not user.check_password(old):
        raise WrongPassword
    if old == new:
        raise SamePassword
    validate_password(new, user)
    user.set_password(new)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    sessions.revoke_all(user)
    announce("password_changed", {"user": user.pk}, by, at)
    return user
