"""The one-time link printed at the first start: who reads the terminal owns the installation."""

import secrets
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from sanjing.foundation.accounts.models import WelcomeLink, digest_of
from sanjing.foundation.accounts.queries import there_is_an_administrator

VALID_FOR = timedelta(hours=24)


def welcome_path() -> str | None:
    """A fresh link's path, replacing every earlier one; None once there is an administrator.

    Called at start-up, which is an edge: it reads the clock.
    """
    WelcomeLink.objects.all().delete()
    if there_is_an_administrator():
        return None
    token = secrets.token_urlsafe(32)
    WelcomeLink.objects.create(digest=digest_of(token), expires_at=timezone.now() + VALID_FOR)
    return reverse("accounts:welcome", args=[token])
