"""Turns a log-in name and password, or a session, into a user."""

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from sanjing.foundation.accounts.models import User


class UserBackend(BaseBackend):
    def authenticate(
        self, request: HttpRequest | None, username: str = "", password: str = ""
    ) -> User | None:
        """Costs one password hash whether or not the name exists, so that time tells nothing."""
        user = User.objects.filter(username__iexact=username).first()
        if user is None:
            make_password(password)
            return None
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id: int) -> User | None:
        return User.objects.select_related("team").filter(pk=user_id, is_active=True).first()
