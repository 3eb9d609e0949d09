from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.actions import action
from sanjing.foundation.entities.errors import Refusal
from sanjing.modules.deals.events import SignalPursued
from sanjing.modules.deals.models import NeedSignal


class AlreadyPursued(Refusal):
    """The signal led to a deal before; its id is in the data."""

    code = "already_pursued"


@action(
    entity="needsignal", verb="pursue", label=_l("建商机"), icon="chart-funnel",
    offered=lambda signal, by: signal.deal_id is None and by.may("deal", "create"),
)  # fmt: skip
def pursue(signal: NeedSignal, *, by: Actor, at: datetime) -> NeedSignal:
    """Open a deal of what was heard, expected when it will be needed. Raises AlreadyPursued."""
    with transaction.atomic():
        signal = records.lock(records.entity_of(signal), signal.pk, by=by, verb="change")
        if signal.deal_id:
            raise AlreadyPursued(_("已经有人按这条信号建了商机。"), deal=signal.deal_id)
        values = {
            "name": signal.name, "customer": signal.customer, "owner": signal.owner_id or by.user_id,
            "expected_close_date": signal.expected_on, "note": signal.note,
        }  # fmt: skip
        deal = records.create(registry.get("deal"), values, by=by, at=at)
        told = SignalPursued(deal_id=deal.pk)
        return records.change(signal, {"deal": deal}, by=by, at=at, telling=told)
