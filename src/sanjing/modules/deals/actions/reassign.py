"""Handing a deal to a colleague."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.models import User
from sanjing.foundation.entities import records
from sanjing.foundation.entities.actions import action
from sanjing.modules.customers.actions.assign import AssignForm
from sanjing.modules.deals.events import DealReassigned
from sanjing.modules.deals.models import Deal


@action(
    entity="deal",
    verb="reassign",
    label=_("转交"),
    icon="user-share",
    asks=AssignForm,
    needs="assign",
)
def reassign(deal: Deal, *, to: User, note: str = "", by: Actor, at: datetime) -> Deal:
    """Make `to` the owner; stage, history and team stay."""
    told = DealReassigned(to_id=to.pk, to_name=to.name, note=note)
    return records.change(deal, {"owner": to}, by=by, at=at, telling=told)
