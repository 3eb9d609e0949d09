from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.actions import action, only_from, reason_form
from sanjing.modules.quotes.actions.states import enter
from sanjing.modules.quotes.events import ContractTerminated
from sanjing.modules.quotes.models import Contract


@action(
    entity="contract",
    verb="terminate",
    label=_l("提前终止"),
    icon="file-off",
    asks=reason_form(_l("为什么提前终止")),
    offered=only_from(Contract.State.SIGNED),
)
def terminate(contract: Contract, *, reason: str, by: Actor, at: datetime) -> Contract:
    """End a contract before its time."""
    told = ContractTerminated(reason=reason)
    return enter(
        contract, Contract.State.TERMINATED, by=by, at=at, telling=told, ended_reason=reason
    )
