from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records
from sanjing.foundation.entities.actions import action, only_from, reason_form
from sanjing.modules.library.events import ClaimRetired
from sanjing.modules.library.models import ProductClaim

State = ProductClaim.State


@action(
    entity="productclaim", verb="retire", label=_("停用"), icon="ban",
    asks=reason_form(_("为什么停用")), offered=only_from(State.APPROVED),
)  # fmt: skip
def retire(claim: ProductClaim, *, reason: str, by: Actor, at: datetime) -> ProductClaim:
    """From here on it must not be said; it stays in the library with its reason."""
    kept = {"state": State.RETIRED, "retired_reason": reason}
    told = ClaimRetired(reason=reason)
    return records.change(claim, {}, kept=kept, by=by, at=at, telling=told)
