import re
import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.events import announce
from sanjing.foundation.accounts.guards import require_administrator
from sanjing.foundation.accounts.models import ApiToken, User, digest_of

_SCOPE = re.compile(r"([a-z0-9_-]+:)?(read|write)")


class UnknownScope(ValueError):
    """A scope is "read" or "write", for everything or for one entity: "customers:read"."""

    code = "unknown_scope"


@transaction.atomic
def issue_token(
    user: User,
    *,
    name: str,
    scopes: Sequence[str],
    expires_at: datetime | None = None,
    by: Actor,
    at: datetime,
) -> tuple[ApiToken, str]:
    """A new token and its secret, which is not stored: the caller shows it once.

    For oneself, or as an administrator for anybody. Raises UnknownScope.
    """
    if user.pk != by.user_id:
        require_administrator(by)
    if not scopes or not all(_SCOPE.fullmatch(scope) for scope in scopes):
        raise UnknownScope(list(scopes))
    secret = f"sj_{secrets.token_urlsafe(32)}"
    token = ApiToken.objects.create(
        user=user,
        name=name,
        digest=digest_of(secret),
        prefix=secret[:8],
        scopes=sorted(set(scopes)),
        created_at=at,
        expires_at=expires_at,
    )
    announce("token_issued", {"token": token.pk, "user": user.pk, "scopes": token.scopes}, by, at)
    return token, secret
