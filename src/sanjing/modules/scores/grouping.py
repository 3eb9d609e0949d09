"""Sums of scores by class: reckoned at night for the whole company, asked for where somebody sees only a part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from sanjing.modules.scores.rules import month_ends

CLASSES = ("quadrant", "rfm", "rhythm")
BOUGHT = Q(year_sales__gt=0)
SUMS = {
    "active": Count("customer", filter=BOUGHT), "year_sales": Sum("year_sales"), "year_margin": Sum("year_margin"),
    "future": Sum("future"), "stake": Sum("stake", filter=BOUGHT),
}  # fmt: skip
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Sums:
    """So many customers, `active` of them bought in the last year; scores in money added up (分).

    `stake` is that of the active ones: who bought nothing for a year is lost, and counted there. `future` and `stake`
    are None where they are known of nobody, which is not the same as nothing.
    """

    customers: int = 0
    active: int = 0
    year_sales: int = 0
    year_margin: int = 0
    future: int | None = None
    stake: int | None = None

    def __add__(self, other: Sums) -> Sums:
        return Sums(*map(added, astuple(self), astuple(other)))


def added(one: Any, other: Any) -> Any:
    """Their sum as far as they are known."""
    return other if one is None else one if other is None else one + other


Groups = dict[tuple[str, str, str], Sums]
"""By quadrant, RFM class and rhythm."""


def grouped(rows: QuerySet[Any]) -> Groups:
    """The sums of these scores, of today or of an earlier day, in one query."""
    return {(one, two, three): sums for (one, two, three), sums in summed(rows, *CLASSES).items()}


def summed(rows: QuerySet[Any], *classes: str) -> dict[tuple[str, ...], Sums]:
    named = {f"{name}_sum": one for name, one in SUMS.items()}
    found = rows.order_by().values_list(*classes).annotate(n=Count("customer"), **named)
    width = len(classes)
    return {row[:width]: Sums(*map(whole_or_none, row[width:])) for row in found}


def whole_or_none(sum_: Any) -> Any:
    return None if sum_ is None else int(sum_)


def by_realm(rows: QuerySet[Any]) -> dict[str, Sums]:
    """The sums of the steps of the ladder; of who bought nothing in the last year under ""."""
    return {realm: sums for (realm,), sums in summed(rows, "realm").items()}


def by(groups: Groups, name: str) -> dict[str, Sums]:
    """The same by one of CLASSES."""
    told: dict[str, Sums] = {}
    for key, sums in groups.items():
        one = key[CLASSES.index(name)]
        told[one] = told.get(one, Sums()) + sums
    return told


def whole(groups: Groups) -> Sums:
    return sum(groups.values(), Sums())


def plain(groups: Groups) -> list[list[Any]]:
    """As a run keeps them."""
    return [[*key, *astuple(sums)] for key, sums in sorted(groups.items())]


def from_plain(kept: Iterable[list[Any]]) -> Groups:
    width = len(CLASSES)
    return {(row[0], row[1], row[2]): Sums(*row[width : width + len(fields(Sums))]) for row in kept}


def days_before(as_of: date) -> list[date]:
    """The end of the last month and, if it is not the same, that of a year ago: what today is held to."""
    ends = month_ends(as_of - timedelta(31 * MONTHS), as_of)[-MONTHS:]
    return [ends[-1], ends[0]]
