"""The session engine: Django's database store over a table that knows whose session it is."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.http import HttpRequest
from django.utils import timezone

from sanjing.foundation.accounts.models import User, UserSession

REMEMBERED = timedelta(days=30)
_ORIGIN = "origin"
_SEEN = "seen"
_SEEN_EVERY = timedelta(minutes=5)


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> type[UserSession]:
        return UserSession

    def create_model_instance(self, data: dict[str, Any]) -> UserSession:
        row = UserSession(
            session_key=self._get_or_create_session_key(),
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
        )
        now = timezone.now()
        origin = data.get(_ORIGIN, {})
        row.user_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.ip = origin.get("ip")
        row.user_agent = origin.get("user_agent", "")
        row.created_at = datetime.fromisoformat(origin["began"]) if origin else now
        row.last_seen_at = now
        return row


def begin(request: HttpRequest, *, ip: str, remember: bool, at: datetime) -> None:
    """Give a freshly signed-in request a session that tells where it came from."""
    request.session[_ORIGIN] = {
        "ip": ip,
        "user_agent": request.headers.get("User-Agent", "")[:300],
        "began": at.isoformat(),
    }
    request.session[_SEEN] = at.timestamp()
    request.session.set_expiry(REMEMBERED if remember else None)


def keep_alive(request: HttpRequest, *, at: datetime) -> None:
    """Move the expiry on while the person works, with one write in five minutes at most."""
    if at.timestamp() - request.session.get(_SEEN, 0) >= _SEEN_EVERY.total_seconds():
        request.session[_SEEN] = at.timestamp()


def revoke_all(user: User, *, keep: str | None = None) -> int:
    """End every session of `user` at once, but the one whose key is `keep`."""
    count, _ = UserSession.objects.filter(user=user).exclude(session_key=keep).delete()
    return count
