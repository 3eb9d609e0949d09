from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records
from sanjing.foundation.entities.actions import action, reason_form
from sanjing.modules.library.events import ConsentWithdrawn
from sanjing.modules.library.models import ReferenceCase

NONE = {"consent_for": "", "consent_by": "", "consent_on": None, "consent_until": None}


@action(
    entity="referencecase", verb="withdraw_consent", label=_("客户撤回同意"), icon="hand-stop",
    asks=reason_form(_("客户怎么说")), offered=lambda case, _by: bool(case.consent_for), bulk=False,
)  # fmt: skip
def withdraw_consent(case: ReferenceCase, *, reason: str, by: Actor, at: datetime) -> ReferenceCase:
    """The customer does not want to be named any more; what was said stays in the history."""
    return records.change(case, NONE, by=by, at=at, telling=ConsentWithdrawn(reason=reason))
