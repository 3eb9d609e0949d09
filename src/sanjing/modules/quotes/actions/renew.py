from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.actions import action, only_from
from sanjing.foundation.entities.errors import Refusal
from sanjing.kernel.periods import add_months
from sanjing.modules.quotes.actions.states import OutOfTurn, copied, enter
from sanjing.modules.quotes.events import ContractRenewed
from sanjing.modules.quotes.models import Contract

State = Contract.State
RENEWABLE = (State.SIGNED, State.ENDED)
COPIED = (
    "customer", "title", "amount", "owner", "notice_days", "our_signatory", "their_signatory",
    "payment_terms", "delivery_terms", "clauses", "note",
)  # fmt: skip


class NoTerm(Refusal):
    """A contract without a last day has no end to go on from."""

    code = "no_term"


@action(
    entity="contract",
    verb="renew",
    label=_l("续签"),
    icon="refresh",
    offered=only_from(*RENEWABLE),
    bulk=False,
)
def renew(contract: Contract, *, by: Actor, at: datetime) -> Contract:
    """Draft the next contract for as long as this one, from the day after its last."""
    entity = registry.get("contract")
    with transaction.atomic():
        contract = records.lock(entity, contract.pk, by=by, verb="change")
        if contract.state not in RENEWABLE:
            raise OutOfTurn(_("这份合同已经续签过或已终止。"))
        values = copied(entity, contract, COPIED) | term_after(contract)
        fresh = records.create(entity, values, by=by, at=at, kept={"renews": contract})
        told = ContractRenewed(by_contract=fresh.pk, by_reference=fresh.reference)
        enter(contract, State.RENEWED, by=by, at=at, telling=told)
    return fresh


def term_after(contract: Contract) -> dict:
    """The first and last day of the next term, whole months where this one has them."""
    if contract.starts_on is None or contract.ends_on is None:
        raise NoTerm(_("合同没有起止日期，请先补上再续签。"))
    start = contract.ends_on + timedelta(1)
    months = (start.year - contract.starts_on.year) * 12 + start.month - contract.starts_on.month
    if start.day == contract.starts_on.day and months:
        return {"starts_on": start, "ends_on": add_months(start, months) - timedelta(1)}
    return {"starts_on": start, "ends_on": start + (contract.ends_on - contract.starts_on)}
