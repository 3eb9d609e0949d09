from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records
from sanjing.foundation.entities.actions import action
from sanjing.modules.deals import queries
from sanjing.modules.deals.actions.closing import NoSuchStage
from sanjing.modules.deals.events import DealReopened
from sanjing.modules.deals.models import Deal


@action(
    entity="deal", verb="reopen", label=_l("重新打开"), icon="restore",
    offered=lambda deal, _by: not deal.is_open,
)  # fmt: skip
def reopen(deal: Deal, *, by: Actor, at: datetime) -> Deal:
    """Go on with a closed deal in the stage it stood in before."""
    stage = queries.last_open_stage(deal)
    if stage is None:
        raise NoSuchStage(_("这个销售流程里没有可以回去的阶段。"))
    told = DealReopened(stage=stage.name)
    return records.change(deal, {"stage": stage}, by=by, at=at, telling=told)
