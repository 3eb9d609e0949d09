"""How often a password may be tried. Counted in the database, so that all processes agree."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from sanjing.foundation.accounts.client import household
from sanjing.foundation.accounts.models import LoginAttempt, digest_of

WINDOW = timedelta(hours=1)
FREE_PER_ACCOUNT = 5
FREE_PER_ADDRESS = 50
_FIRST_WAIT = timedelta(seconds=30)
_LONGEST_WAIT = timedelta(minutes=30)


class TooManyAttempts(Exception):
    """The password was not looked at. `wait` says how long until the next try."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(f"next attempt in {wait}")
        self.wait = wait


def open_attempt(username: str, ip: str, *, anywhere: bool = False, at: datetime) -> LoginAttempt:
    """Count a try before the password is looked at; raises TooManyAttempts. `anywhere` counts those
    at this account from every address, where only someone who has the password gets so far.

    The row is written first and the older ones counted after, so that many tries at one moment
    cannot all find the counter below the limit. A refused try is not counted: the wait is true.
    """
    ip = household(ip)
    attempt = LoginAttempt.objects.create(account=_account(username), ip=ip, at=at)
    earlier = LoginAttempt.objects.filter(at__gt=at - WINDOW, pk__lt=attempt.pk)
    near = earlier.filter(ip=ip)
    wait = max(
        _wait(
            (earlier if anywhere else near).filter(account=attempt.account), FREE_PER_ACCOUNT, at
        ),
        _wait(near, FREE_PER_ADDRESS, at),
    )
    if wait > timedelta(0):
        attempt.delete()
        raise TooManyAttempts(wait)
    return attempt


def forgive(username: str, ip: str, *, anywhere: bool = False) -> None:
    """The right password wipes out the wrong ones of this person at this address."""
    tries = LoginAttempt.objects.filter(account=_account(username))
    (tries if anywhere else tries.filter(ip=household(ip))).delete()


def forget_before(at: datetime) -> int:
    """Delete what no window reaches any more; for the schedule."""
    count, _ = LoginAttempt.objects.filter(at__lte=at - WINDOW).delete()
    return count


def _wait(failures: QuerySet[LoginAttempt], free: int, at: datetime) -> timedelta:
    times = list(failures.order_by("-at").values_list("at", flat=True)[: free + 12])
    if len(times) < free:
        return timedelta(0)
    pause = min(_FIRST_WAIT * 2 ** (len(times) - free), _LONGEST_WAIT)
    return times[0] + pause - at


def _account(username: str) -> str:
    return digest_of(username.strip().casefold())
