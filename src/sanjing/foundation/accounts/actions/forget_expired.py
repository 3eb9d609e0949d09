from datetime import datetime

from sanjing.foundation.accounts import throttle
from sanjing.foundation.accounts.models import UserSession, WelcomeLink


def forget_expired(*, at: datetime) -> int:
    """Delete sessions, links and log-in attempts whose time is over; for the schedule."""
    ended, _ = UserSession.objects.filter(expire_date__lte=at).delete()
    links, _ = WelcomeLink.objects.filter(expires_at__lte=at).delete()
    return ended + links + throttle.forget_before(at)
