"""Signing in and out: the password, the throttle, the second factor and the session."""

from datetime import datetime, timedelta

from django.contrib import auth
from django.http import HttpRequest

from sanjing.foundation.accounts import sessions, throttle
from sanjing.foundation.accounts.access import user_of
from sanjing.foundation.accounts.actions.change_password import change_password
from sanjing.foundation.accounts.actions.use_second_factor import use_second_factor
from sanjing.foundation.accounts.client import client_ip
from sanjing.foundation.accounts.events import announce
from sanjing.foundation.accounts.models import User
from sanjing.foundation.accounts.queries import actor_for

_HELD = "held"
_HELD_FOR = timedelta(minutes=5)


class WrongCredentials(Exception):
    """The name is unknown, the password wrong or the user deactivated; never said which."""


def check_password(request: HttpRequest, username: str, password: str, *, at: datetime) -> User:
    """The user these credentials belong to; raises WrongCredentials or TooManyAttempts."""
    ip = client_ip(request)
    throttle.open_attempt(username, ip, at=at)
    user = auth.authenticate(request, username=username, password=password)
    if user is None:
        raise WrongCredentials
    throttle.forgive(username, ip)
    return user


def hold(request: HttpRequest, user: User, *, remember: bool, at: datetime) -> None:
    """Remember, in a session that opens nothing, whose password was right: the code comes next."""
    request.session.flush()
    request.session[_HELD] = {"user": user.pk, "remember": remember, "at": at.timestamp()}


def held(request: HttpRequest, *, at: datetime) -> tuple[User, bool] | None:
    """Who has given the password within five minutes, and whether to remember them."""
    data = request.session.get(_HELD)
    if data is None or at.timestamp() - data["at"] > _HELD_FOR.total_seconds():
        return None
    user = User.objects.filter(pk=data["user"], is_active=True).first()
    return (user, data["remember"]) if user else None


def check_code(request: HttpRequest, user: User, code: str, *, at: datetime) -> None:
    """Raises WrongCode or TooManyAttempts; guesses are counted apart from those at the password."""
    ip, account = client_ip(request), f"second factor of {user.pk}"
    throttle.open_attempt(account, ip, anywhere=True, at=at)
    use_second_factor(user, code=code, at=at)
    throttle.forgive(account, ip, anywhere=True)


def sign_in(request: HttpRequest, user: User, *, remember: bool, at: datetime) -> None:
    """Start a new session for `user`; whatever session the browser had is gone."""
    request.session.flush()
    auth.login(request, user)
    sessions.begin(request, ip=client_ip(request), remember=remember, at=at)
    request.actor = actor_for(user)
    announce("signed_in", {"user": user.pk}, request.actor, at)


def sign_out(request: HttpRequest, *, at: datetime) -> None:
    announce("signed_out", {"user": request.user.pk}, request.actor, at)
    auth.logout(request)


def change_own_password(request: HttpRequest, *, old: str, new: str, at: datetime) -> None:
    """Like `actions.change_password`, with guesses at the old password throttled."""
    user, ip = user_of(request), client_ip(request)
    throttle.open_attempt(user.username, ip, at=at)
    change_password(user, old=old, new=new, by=request.actor, at=at)
    throttle.forgive(user.username, ip)
