"""Who calls: a program with a token, or the browser of somebody signed in."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.errors import AuthenticationError
from ninja.security import APIKeyCookie, HttpBearer

from sanjing.api.limits import buckets
from sanjing.api.problems import TooManyRequests
from sanjing.foundation.accounts import sessions
from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.middleware import actor_of
from sanjing.foundation.accounts.queries import actor_for_token
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.errors import Forbidden


@dataclass(frozen=True)
class Caller:
    """An actor and what the token they came with is limited to; None is a browser, not limited."""

    actor: Actor
    scopes: frozenset[str] | None = None

    def may(self, entity: Entity, what: str) -> bool:
        """Whether the token opens "read" or "write" of this entity. Roles are asked elsewhere."""
        return self.opens(entity.slug, what)

    def opens(self, slug: str, what: str) -> bool:
        return self.scopes is None or bool(self.scopes & {what, f"{slug}:{what}"})

    def require(self, entity: Entity, what: str) -> Actor:
        """The actor, if the token reaches that far. Raises Forbidden."""
        return self.require_part(entity.slug, what)

    def require_part(self, slug: str, what: str) -> Actor:
        """The same for a part of the API that is no record type, such as approvals."""
        if not self.opens(slug, what):
            told = {"scope": f"{slug}:{what}"}
            raise Forbidden(_("这个令牌没有“%(scope)s”的范围。") % told, **told)
        return self.actor


class Bearer(HttpBearer):
    """`Authorization: Bearer sj_…`. A token that opens nothing is refused, session or not."""

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        found = actor_for_token(token.strip(), at=timezone.now())
        if found is None:
            raise AuthenticationError
        actor, scopes = found
        admit(f"token:{sha256(token.encode()).hexdigest()}")
        return Caller(actor, scopes)


class Browser(APIKeyCookie):
    """The signed-in browser; anything but reading needs the CSRF token of our own pages."""

    param_name = "sessionid"

    def authenticate(self, request: HttpRequest, key: str | None) -> Caller | None:
        actor = actor_of(request)
        if actor is None or request.user.must_change_password:
            return None
        sessions.keep_alive(request, at=timezone.now())
        admit(f"user:{actor.user_id}")
        return Caller(actor.acting_via("api"))


def admit(key: str) -> None:
    """Count one request. Raises TooManyRequests when `key` asks faster than is good for others."""
    wait = buckets.take(key)
    if wait:
        raise TooManyRequests(_("请求太频繁，请稍后再试。"), retry_after=round(wait, 1))


AUTHENTICATION = [Bearer(), Browser()]
