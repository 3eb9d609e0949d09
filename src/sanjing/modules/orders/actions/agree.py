from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.actions import action, only_from
from sanjing.foundation.entities.errors import Refusal
from sanjing.modules.orders.actions.return_states import enter
from sanjing.modules.orders.events import ReturnAgreed
from sanjing.modules.orders.models import Return
from sanjing.modules.orders.return_field import LINES


class NothingReturned(Refusal):
    """Nobody said yet which goods come back."""

    code = "nothing_returned"


@action(
    entity="return",
    verb="agree",
    label=_l("同意退货"),
    icon="check",
    offered=only_from(Return.State.REQUESTED),
)
def agree(returned: Return, *, by: Actor, at: datetime) -> Return:
    """Let the goods come back; from now on the lines stand. Raises NothingReturned."""
    if not LINES.value(returned):
        raise NothingReturned(_("还没写退哪些货，写好明细再同意。"))
    return enter(returned, Return.State.AGREED, telling=ReturnAgreed(), by=by, at=at)
