from datetime import datetime

from django.db import transaction

from sanjing.foundation.accounts import totp
from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.events import announce
from sanjing.foundation.accounts.models import SecondFactor, User


class AlreadyOn(Exception):
    """The second factor in use must be removed before another can be set up."""

    code = "already_on"


@transaction.atomic
def start_second_factor(user: User, *, by: Actor, at: datetime) -> SecondFactor:
    """Prepare an authenticator app; it guards nothing until its first code is confirmed."""
    factor, _ = SecondFactor.objects.get_or_create(user=user)
    if factor.confirmed_at is not None:
        raise AlreadyOn
    factor.secret = totp.new_secret()
    factor.save(update_fields=["secret"])
    announce("second_factor_started", {"user": user.pk}, by, at)
    return factor
