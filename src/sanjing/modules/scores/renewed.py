"""What a run keeps of contracts that may not be renewed, read back, and who may know it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.fields import Beside, Field, computed
from sanjing.foundation.entities.kinds import KINDS
from sanjing.modules.scores.models import ContractChance
from sanjing.modules.scores.queries import FROM, PERCENT, may_read

MODEL, RATE = "model", "rate"
"""As `analytics.renewals` has them."""


@dataclass(frozen=True, slots=True)
class Proved:
    """So many later contracts and those of them not renewed; `tenths` as (contracts, chance told, part not renewed)."""

    contracts: int
    lost: int
    expected: float
    auc: float
    auc_error: float
    skill: float
    tenths: list[tuple[int, float, float]]


@dataclass(frozen=True, slots=True)
class Renewals:
    """Of `ended` contracts `lost` were not renewed, `stopped` ended too early to count; `running` have a chance.

    `missing` says why they have none: how many of the rarer outcome there are, and how many it takes; `untried` why
    the model could not be held to later contracts.
    """

    ended: int
    lost: int
    stopped: int
    running: int
    method: str
    doubted: list[str]
    cut: date | None
    missing: tuple[int, int] | None
    untried: tuple[int, int] | None
    proved: Proved | None


def told_in(facts: Mapping[str, Any]) -> Renewals | None:
    """None of a run that found no contract."""
    kept = facts.get("renewals")
    if not kept:
        return None
    judged = kept["judgement"]
    return Renewals(
        kept["ended"], kept["lost"], kept["stopped"], kept["running"], kept["method"], kept["doubted"],
        date.fromisoformat(kept["cut"]) if kept["cut"] else None, few(kept["missing"]), few(kept["untried"]),
        Proved(**judged | {"tenths": [tuple(one) for one in judged["tenths"]]}) if judged else None,
    )  # fmt: skip


def few(kept: list[Any] | None) -> tuple[int, int] | None:
    return (kept[1], kept[2]) if kept else None


def contract_fields() -> list[Field]:
    """The chance and what hangs on it, for lists, criteria, sorting, exports and the API of contracts."""
    risk = computed(
        "renewal_risk", _("不续约的可能"), KINDS["number"], Beside(ContractChance, "chance"), of=FROM, help=PERCENT
    )  # fmt: skip
    stake = Beside(ContractChance, "stake")
    return [
        risk,
        computed(
            "renewal_stake", _("可能失去的合同金额"), KINDS["money"], stake, of="contract.amount"
        ),
    ]


def may_read_renewals(actor: Actor) -> bool:
    """Whether this person sees contracts with their amounts, and what customers bought."""
    contract = registry.get("contract")
    return (
        may_read(actor) and actor.may(contract.name, "see") and contract.may_read("amount", actor)
    )


def chances(actor: Actor) -> QuerySet[ContractChance]:
    """Of the running contracts that this person sees."""
    if not may_read_renewals(actor):
        return ContractChance.objects.none()
    seen = registry.get("contract").visible_to(actor).order_by()
    return ContractChance.objects.filter(contract__in=seen).select_related(
        "contract__customer", "contract__owner"
    )
