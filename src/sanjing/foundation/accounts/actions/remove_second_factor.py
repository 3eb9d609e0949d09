from datetime import datetime

from django.db import transaction

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.events import announce
from sanjing.foundation.accounts.guards import require_administrator
from sanjing.foundation.accounts.models import SecondFactor, User


@transaction.atomic
def remove_second_factor(user: User, *, by: Actor, at: datetime) -> None:
    """Switch it off: one's own, or as an administrator for someone who lost the phone."""
    if user.pk != by.user_id:
        require_administrator(by)
    removed, _ = SecondFactor.objects.filter(user=user).delete()
    if removed:
        announce("second_factor_removed", {"user": user.pk, "name": user.name}, by, at)
