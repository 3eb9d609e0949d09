from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.events import announce
from sanjing.foundation.accounts.guards import require_administrator
from sanjing.foundation.accounts.models import Role, Team, User


@transaction.atomic
def create_user(
    *,
    username: str,
    name: str,
    password: str,
    email: str = "",
    phone: str = "",
    team: Team | None = None,
    roles: Iterable[Role] = (),
    must_change_password: bool = True,
    by: Actor,
    at: datetime,
) -> User:
    """Open an account; its holder chooses an own password at the first log-in.

    Raises ValidationError for a taken name or a weak password.
    """
    require_administrator(by)
    user = User(username=username.strip(), name=name, email=email, phone=phone, team=team)
    user.must_change_password = must_change_password
    validate_password(password, user)
    user.set_password(password)
    user.full_clean()
    user.save()
    user.roles.set(roles)
    announce("user_created", {"user": user.pk, "name": name}, by, at)
    return user
