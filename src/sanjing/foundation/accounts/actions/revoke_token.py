from datetime import datetime

from django.db import transaction

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.events import announce
from sanjing.foundation.accounts.guards import require_administrator
from sanjing.foundation.accounts.models import ApiToken


@transaction.atomic
def revoke_token(token: ApiToken, *, by: Actor, at: datetime) -> ApiToken:
    """End a token for good. One's own, or as an administrator anybody's."""
    if token.user_id != by.user_id:
        require_administrator(by)
    if token.revoked_at is None:
        token.revoked_at = at
        token.save(update_fields=["revoked_at"])
        announce("token_revoked", {"token": token.pk, "user": token.user_id}, by, at)
    return token
