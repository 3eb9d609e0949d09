from datetime import datetime

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.events import announce
from sanjing.foundation.accounts.models import User


def change_profile(
    user: User, *, name: str, email: str, phone: str, language: str, by: Actor, at: datetime
) -> User:
    """What everybody may change about their own account."""
    user.name, user.email, user.phone, user.language = name, email, phone, language
    user.full_clean()
    user.save(update_fields=["name", "email", "phone", "language"])
    announce("profile_changed", {"user": user.pk}, by, at)
    return user
