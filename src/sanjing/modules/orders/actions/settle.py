from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.actions import action, only_from
from sanjing.modules.orders.actions.return_states import enter
from sanjing.modules.orders.events import ReturnReopened, ReturnSettled
from sanjing.modules.orders.models import Return


@action(
    entity="return",
    verb="settle",
    label=_l("结清"),
    icon="circle-check",
    offered=only_from(Return.State.RECEIVED),
)
def settle(returned: Return, *, by: Actor, at: datetime) -> Return:
    """Say that the customer got the money, or was replaced the goods."""
    return enter(returned, Return.State.SETTLED, telling=ReturnSettled(), by=by, at=at)


def reopen(returned: Return, *, by: Actor, at: datetime) -> Return:
    """Take that back, where the money was."""
    return enter(returned, Return.State.RECEIVED, telling=ReturnReopened(), by=by, at=at)
