"""Signing in and out: the password, the throttle, the second factor and the session."""

from datetime import datetime

from django.contrib import auth
from django.http import HttpRequest

from sanjing.foundation.accounts import sessions, throttle
from sanjing.foundation.accounts.actions.change_password import change_password
from sanjing.foundation.accounts.client import client_ip
from sanjing.foundation.accounts.events import announce
from sanjing.foundation.accounts.models import User
from sanjing.foundation.accounts.queries import actor_for


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
    name, ip = request.user.username, client_ip(request)
    throttle.open_attempt(name, ip, at=at)
    change_password(request.user, old=old, new=new, by=request.actor, at=at)
    throttle.forgive(name, ip)
