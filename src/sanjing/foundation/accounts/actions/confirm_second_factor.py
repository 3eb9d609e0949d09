import secrets
from datetime import datetime

from django.db import transaction

from sanjing.foundation.accounts import totp
from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.events import announce
from sanjing.foundation.accounts.models import SecondFactor, User, digest_of

_RECOVERY_CODES = 8


class WrongCode(Exception):
    """The code is wrong, too old or was used before."""

    code = "wrong_code"


@transaction.atomic
def confirm_second_factor(user: User, *, code: str, by: Actor, at: datetime) -> list[str]:
    """Switch the second factor on; gives the recovery codes, which the caller shows once.

    Raises WrongCode.
    """
    prepared = SecondFactor.objects.select_for_update().filter(user=user, confirmed_at=None)
    factor = prepared.first()
    if factor is None:
        raise WrongCode
    step = totp.matching_step(factor.secret, code, at=at, after=factor.last_step)
    if step is None:
        raise WrongCode
    recovery = [f"{secrets.token_hex(3)}-{secrets.token_hex(3)}" for _ in range(_RECOVERY_CODES)]
    factor.confirmed_at, factor.last_step = at, step
    factor.recovery_digests = [digest_of(code) for code in recovery]
    factor.save()
    announce("second_factor_confirmed", {"user": user.pk}, by, at)
    return recovery
