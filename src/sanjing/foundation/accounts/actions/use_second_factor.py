from datetime import datetime

from django.db import transaction

from sanjing.foundation.accounts import totp
from sanjing.foundation.accounts.actions.confirm_second_factor import WrongCode
from sanjing.foundation.accounts.models import SecondFactor, User, digest_of


@transaction.atomic
def use_second_factor(user: User, *, code: str, at: datetime) -> None:
    """Spend a code of the app or a recovery code; each opens once. Raises WrongCode."""
    factor = SecondFactor.objects.select_for_update().get(user=user, confirmed_at__isnull=False)
    step = totp.matching_step(factor.secret, code, at=at, after=factor.last_step)
    digest = digest_of(code.lower())
    if step is not None:
        factor.last_step = step
    elif digest in factor.recovery_digests:
        factor.recovery_digests.remove(digest)
    else:
        raise WrongCode
    factor.save(update_fields=["last_step", "recovery_digests"])
