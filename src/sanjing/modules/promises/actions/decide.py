"""What becomes of a promise once its approval was decided."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records, registry
from sanjing.foundation.events.publish import Happening
from sanjing.modules.promises.events import PromiseOpened, PromiseRefused, PromiseWithdrawn
from sanjing.modules.promises.models import Promise


def opened(pk: int, _comment: str, *, by: Actor, at: datetime) -> None:
    """It was approved: from now on it is owed."""
    _change(pk, {"state": Promise.State.OPEN}, PromiseOpened(), by, at)


def refused(pk: int, comment: str, *, by: Actor, at: datetime) -> None:
    """It was not approved: it must not be given."""
    kept = {"state": Promise.State.REFUSED, "reason": comment[:200], **_ended(by, at)}
    _change(pk, kept, PromiseRefused(reason=comment), by, at)


def taken_back(pk: int, _comment: str, *, by: Actor, at: datetime) -> None:
    """The request was withdrawn, and so is the promise."""
    reason = _("申请撤回了")
    kept = {"state": Promise.State.WITHDRAWN, "reason": reason, **_ended(by, at)}
    _change(pk, kept, PromiseWithdrawn(reason=reason), by, at)


def _ended(by: Actor, at: datetime) -> dict:
    return {"settled_on": timezone.localdate(at), "settled_by_id": by.user_id}


def _change(pk: int, kept: dict, told: Happening, by: Actor, at: datetime) -> None:
    """Nothing where the promise or its customer lies in the bin by now."""
    promise = registry.get("promise").visible_to(by).filter(pk=pk).first()
    if promise is not None:
        records.change(promise, {}, kept=kept, by=by, at=at, telling=told)
