from datetime import datetime

from django.db import transaction

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.events import announce
from sanjing.foundation.accounts.guards import require_administrator
from sanjing.foundation.accounts.models import UserSession


@transaction.atomic
def revoke_session(session: UserSession, *, by: Actor, at: datetime) -> None:
    """Sign one browser out at once. One's own, or as an administrator anybody's."""
    if session.user_id != by.user_id:
        require_administrator(by)
    session.delete()
    announce("session_revoked", {"user": session.user_id, "ip": session.ip}, by, at)
