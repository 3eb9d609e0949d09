"""Moving a customer one step up the ladder 潜在 → 现实 → 新 → 老 → 终身."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records
from sanjing.foundation.entities.actions import action
from sanjing.modules.customers.events import StageAdvanced
from sanjing.modules.customers.models import Customer

LADDER = list(Customer.Stage)


def next_stage(customer: Customer) -> Customer.Stage | None:
    place = LADDER.index(Customer.Stage(customer.stage))
    return LADDER[place + 1] if place + 1 < len(LADDER) else None


@action(entity="customer", verb="advance", label=_("进入下一阶段"), icon="arrow-up-right",
        offered=lambda customer, _by: next_stage(customer) is not None)  # fmt: skip
def advance(customer: Customer, *, by: Actor, at: datetime) -> Customer:
    """Enter the next stage; the day of it is kept (S016)."""
    stage = next_stage(customer) or customer.stage
    return records.change(
        customer, {"stage": stage}, by=by, at=at, telling=StageAdvanced(stage=stage)
    )
