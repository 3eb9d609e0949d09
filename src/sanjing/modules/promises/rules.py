"""What a promise comes to, which floor applies, and how well promises are kept. Plain Python."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import sqrt

LEAST_TO_RANK = 5
"""Nobody is ranked on fewer promises that fell due."""

PERCENT, DAYS, YUAN, MONTHS = "percent", "days", "yuan", "months"
UNITS = {
    "price": PERCENT, "delivery": DAYS, "payment": DAYS, "gift": YUAN, "exclusivity": MONTHS,
    "sample": YUAN, "service": DAYS,
}  # fmt: skip
"""In which unit the number of a promise is said; kinds without one are bounded by what was said."""

BY_THE_DAY = ("delivery", "service")
"""Kinds whose number is the days until they are due."""


def measures(
    kind: str, terms: Decimal | None, *, since: Iterable[date], due_on: date, value: int | None
) -> list[Decimal]:
    """Every number that a promise is known by, in the unit of its kind: what was said, and what the rest
    of it tells; days are counted `since` each of the days given. A floor binds them all.

    >>> day = date(2026, 3, 2)
    >>> measures("delivery", Decimal(9), since=[day], due_on=date(2026, 3, 5), value=None)
    [Decimal('9'), Decimal('3')]
    >>> measures("gift", None, since=[day], due_on=date(2026, 3, 5), value=8800)
    [Decimal('88')]
    """
    said = [] if terms is None else [terms]
    unit = UNITS.get(kind)
    if kind in BY_THE_DAY:
        return [*said, *(Decimal((due_on - day).days) for day in since)]
    return [*said, Decimal(value) / 100] if unit == YUAN and value is not None else said


@dataclass(frozen=True, slots=True)
class Bound:
    """A floor as it is compared: what it is limited to, and the numbers it allows."""

    pk: int
    product: int | None = None
    category: str = ""
    region: str = ""
    role: str = ""
    grade: str = ""
    least: Decimal | None = None
    most: Decimal | None = None

    @property
    def weight(self) -> tuple[bool, int]:
        """How particular it is; the most particular one speaks. Nothing is more particular than one product,
        so a floor on it comes before every floor on its category, however else that one is limited; after
        that the one with more limits. A category named beside its product limits nothing further.

        >>> Bound(1, product=7).weight > Bound(2, category="锅炉", region="42", grade="a").weight
        True
        >>> Bound(1, product=7, category="锅炉").weight == Bound(2, product=7).weight
        True
        """
        goods = "" if self.product else self.category
        limits = sum(map(bool, (goods, self.region, self.role, self.grade)))
        return self.product is not None, limits

    def allows(self, number: Decimal) -> bool:
        too_little = self.least is not None and number < self.least
        return not too_little and (self.most is None or number <= self.most)


@dataclass(frozen=True, slots=True)
class Case:
    """To whom, about what and by whom something is promised."""

    product: int | None = None
    category: str = ""
    region: str = ""
    roles: frozenset[str] = frozenset()
    grade: str = ""


def applying(bounds: Iterable[Bound], case: Case) -> list[Bound]:
    """The floors that speak in this case: of those that fit, the most particular.

    >>> wide, narrow = Bound(1, most=Decimal(5)), Bound(2, grade="a", most=Decimal(8))
    >>> [one.pk for one in applying([wide, narrow], Case(grade="a"))]
    [2]
    >>> boilers, this = Bound(3, category="锅炉", grade="a"), Bound(4, product=7)
    >>> [one.pk for one in applying([wide, boilers, this], Case(product=7, category="锅炉", grade="a"))]
    [4]
    >>> [one.pk for one in applying([wide, boilers, this], Case(product=8, category="锅炉", grade="a"))]
    [3]
    """
    fitting = [
        one
        for one in bounds
        if one.product in (None, case.product)
        and one.category in ("", case.category)
        and case.region.startswith(one.region)
        and (not one.role or one.role in case.roles)
        and one.grade in ("", case.grade)
    ]
    most = max((one.weight for one in fitting), default=None)
    return [one for one in fitting if one.weight == most]


def beyond(bounds: Sequence[Bound], *numbers: Decimal) -> Bound | None:
    """The first floor that one of the numbers goes beyond."""
    return next((one for one in bounds if not all(map(one.allows, numbers))), None)


@dataclass(frozen=True, slots=True)
class Tally:
    """Of the promises that fell due: how many were kept in time, kept late, and not kept."""

    on_time: int = 0
    late: int = 0
    unkept: int = 0

    @property
    def due(self) -> int:
        return self.on_time + self.late + self.unkept

    @property
    def rate(self) -> float | None:
        return self.on_time / self.due if self.due else None

    @property
    def may_rank(self) -> bool:
        return self.due >= LEAST_TO_RANK


def interval(hits: int, of: int) -> tuple[float, float]:
    """Where the true share lies with 95 % confidence (Wilson 1927), as shares of one.

    >>> tuple(round(end, 3) for end in interval(8, 10))
    (0.49, 0.943)
    """
    if not of:
        return 0.0, 1.0
    z, share = 1.96, hits / of
    centre = share + z * z / (2 * of)
    spread = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    scale = 1 + z * z / of
    return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)
