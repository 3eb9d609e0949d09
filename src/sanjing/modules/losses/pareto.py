"""Why customers left, in money: what they had bought in the twelve months before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from sanjing.analytics.churn_cost import Lost, Reason, by_reason, controllable_share
from sanjing.foundation.accounts.actor import Actor, Scope
from sanjing.foundation.accounts.models import User
from sanjing.foundation.entities import registry
from sanjing.modules.losses.models import Departure, LossReason
from sanjing.modules.losses.queries import bought_before
from sanjing.modules.losses.rules import FEW

UNKNOWN, REST = "", "rest"
KINDS = ("reason", "kind", "touchpoint", "employee")


@dataclass(frozen=True, slots=True)
class Left:
    """A departure: ids of its reason and of the one above, and what was bought before (分)."""

    reason: str
    kind: str
    employee: str
    touchpoint: str
    controllable: bool
    amount: int
    back: bool


@dataclass(frozen=True, slots=True)
class Found:
    """The departures of a period by one of KINDS, the dearest first; `controllable` of what is known."""

    by: str
    customers: int
    back: int
    amount: int
    unknown: int
    controllable: Fraction | None
    groups: list[Reason]
    few: tuple[str, ...]

    @property
    def named(self) -> list[Reason]:
        return [one for one in self.groups if one.reason not in (UNKNOWN, REST)]


def may_see_people(actor: Actor) -> bool:
    """Whether departures are told by colleague: to those who answer for more than their own."""
    return actor.scope("departure", "see") not in (Scope.NONE, Scope.MINE)


def left(actor: Actor, since: date | None, until: date) -> list[Left]:
    """The departures of a period that `actor` sees, both days included."""
    rows = registry.get("departure").visible_to(actor).filter(left_on__lte=until)
    rows = rows.filter(left_on__gte=since) if since else rows
    found = rows.order_by().annotate(amount=bought_before()).values_list(
        "reason", "reason__parent", "reason__control", "employee", "touchpoint", "amount", "came_back_on"
    )  # fmt: skip
    return [
        Left(
            _key(reason), _key(parent or reason), _key(employee), touchpoint,
            control == LossReason.Control.OURS, amount, back is not None,
        )
        for reason, parent, control, employee, touchpoint, amount, back in found
    ]  # fmt: skip


def _key(pk: int | None) -> str:
    return "" if pk is None else str(pk)


def found(rows: list[Left], by: str, *, margin: Fraction) -> Found:
    """The departures grouped; of colleagues and touchpoints with fewer than FEW none is named."""
    key: Callable[[Left], str] = lambda one: getattr(one, by)  # noqa: E731
    counts = Counter(map(key, rows))
    few = tuple(sorted(k for k, n in counts.items() if k and n < FEW)) if _is_fair(by) else ()
    known = [one for one in rows if one.reason]
    told = lost(rows, lambda one: REST if key(one) in few else key(one))
    if _is_fair(by):  # a colleague stands once, whether or not the reasons were in our hands
        told = [replace(one, controllable=False) for one in told]
    return Found(
        by, len(rows), sum(one.back for one in rows), sum(one.amount for one in rows),
        len(rows) - len(known),
        controllable_share(by_reason(lost(known, lambda one: one.reason), margin=margin)),
        by_reason(told, margin=margin), few,
    )  # fmt: skip


def _is_fair(by: str) -> bool:
    return by in ("employee", "touchpoint")


def lost(rows: Iterable[Left], key: Callable[[Left], str]) -> list[Lost]:
    return [Lost(key(one), one.controllable, one.amount) for one in rows]


def labels(by: str) -> dict[str, str]:
    """The words for the keys of a kind."""
    if by == "touchpoint":
        return {str(key): str(label) for key, label in Departure.Touchpoint.choices}
    if by == "employee":
        return {str(pk): name for pk, name in User.objects.values_list("pk", "name")}
    return {str(one.pk): str(one) for one in reasons().values()}


def reasons() -> dict[int, Any]:
    """Every reason with who answers for its fix, also those no longer offered."""
    return LossReason.objects.select_related("parent__owner", "owner", "task").in_bulk()
