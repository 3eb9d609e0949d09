from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.actions import action, only_from, reason_form
from sanjing.modules.orders.actions.return_states import enter
from sanjing.modules.orders.events import ReturnRejected
from sanjing.modules.orders.models import Return


@action(
    entity="return",
    verb="reject",
    label=_l("拒绝退货"),
    icon="ban",
    asks=reason_form(_l("为什么不能退")),
    offered=only_from(Return.State.REQUESTED, Return.State.AGREED),
)
def reject(returned: Return, *, reason: str, by: Actor, at: datetime) -> Return:
    """Say no, or that the goods did not come after all: they may be asked for again."""
    told = ReturnRejected(reason=reason)
    return enter(returned, Return.State.REJECTED, telling=told, by=by, at=at)
