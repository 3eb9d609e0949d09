"""The running contracts that somebody sees, by the money that may not come again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.kernel.periods import add_months
from sanjing.modules.quotes.models import Contract
from sanjing.modules.scores.models import ContractChance
from sanjing.modules.scores.renewal_words import why
from sanjing.modules.scores.renewed import chances

MONTHS = 12
LIKELY = 50


@dataclass(frozen=True, slots=True)
class Month:
    """The contracts that end in the month from `first` on: how many, their amount, what hangs on their chances, and the
    address of their list.
    """

    first: date
    contracts: int
    amount: int
    stake: int
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """A running contract, why it may not be renewed, and where a task to talk about it is made."""

    found: ContractChance
    why: str
    task: str

    @property
    def contract(self) -> Contract:
        return self.found.contract


@dataclass(frozen=True, slots=True)
class Running:
    """Of all running contracts that are seen: `months` ahead, the `rows` with most at stake, how many are `likely`."""

    contracts: int
    amount: int
    stake: int | None
    likely: int
    months: list[Month]
    rows: list[Row]


def running(actor: Actor, today: date, most: int, back: str) -> Running:
    seen = list(chances(actor))
    told = [one.stake for one in seen if one.stake is not None]
    largest = sorted(seen, key=lambda one: (-(one.stake or 0), -(one.contract.amount or 0), one.pk))
    may = actor.may("task", "create")
    return Running(
        len(seen), sum(one.contract.amount or 0 for one in seen), sum(told) if told else None,
        sum((one.chance or 0) >= LIKELY for one in seen), months(seen, today),
        [row(one, back if may else "") for one in largest[:most]],
    )  # fmt: skip


def row(one: ContractChance, back: str) -> Row:
    text = why(one.reasons)
    return Row(one, text, task_url(one.contract, text, back) if back else "")


def months(seen: Iterable[ContractChance], today: date) -> list[Month]:
    """This month and those after it; what ended in days before and waits is counted with this one."""
    starts = [add_months(today.replace(day=1), n) for n in range(MONTHS + 1)]
    held: dict[date, list[ContractChance]] = {start: [] for start in starts[:-1]}
    told = False
    for one in seen:
        end, told = one.contract.ends_on, told or one.chance is not None
        first = max(end.replace(day=1), starts[0]) if end else None
        if first in held:
            held[first].append(one)
    return [
        Month(
            first, len(held[first]), sum(one.contract.amount or 0 for one in held[first]),
            sum(one.stake or 0 for one in held[first]),
            listed(None if told and first == starts[0] else first, until, told),
        )
        for first, until in pairwise(starts)
    ]  # fmt: skip


def listed(first: date | None, until: date, told: bool) -> str:
    """The contracts with a chance that end before `until`, most money first; of those without one all that run."""
    asked = {"renewal_risk__filled": ""} if told else {"state": "signed"}
    if first:
        asked["ends_on__after"] = (first - timedelta(1)).isoformat()
    return f"/contracts/?{urlencode({**asked, 'ends_on__before': until.isoformat(), 'sort': '-renewal_stake'})}"


def task_url(contract: Contract, note: str, back: str) -> str:
    given = {
        "customer": contract.customer_id, "title": _("谈续签：%(what)s") % {"what": contract.title}, "note": note,
        "next": back,
    }  # fmt: skip
    if owner := contract.owner_id or contract.customer.owner_id:
        given["owner"] = owner
    return f"/tasks/new/?{urlencode(given)}"
