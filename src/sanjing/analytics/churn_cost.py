"""What it costs to lose customers: how many, what they would have bought, what would have been left of it.

Exact: whole amounts and fractions. The amounts may be in any unit, and come back in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

PERCENT = Fraction(1, 100)


@dataclass(frozen=True, slots=True)
class Firm:
    """So many customers, of whom `rate` leave in a year; each buys for `revenue`, of which `margin` is kept.

    >>> cost = Firm(64_000, 5 * PERCENT, 40_000, 10 * PERCENT).cost
    >>> int(cost.customers), int(cost.revenue), int(cost.profit)
    (3200, 128000000, 12800000)
    """

    customers: int
    rate: Fraction
    revenue: int
    margin: Fraction

    def __post_init__(self) -> None:
        if not (0 <= self.rate <= 1 and self.customers >= 0 and self.revenue >= 0):
            raise ValueError("the rate is between 0 and 1, customers and revenue are not below 0")

    @property
    def cost(self) -> Cost:
        """One year of those who leave in a year."""
        lost = self.customers * self.rate
        return Cost(lost, lost * self.revenue, lost * self.revenue * self.margin)

    def over(self, years: int, *, discount: Fraction) -> tuple[Cost, ...]:
        """What those who left in one year would have brought in each of the next `years`, in today's money.

        They would have gone on leaving as all the others do; a year away, money is worth 1 / (1 + discount).
        """
        once, kept, worth = self.cost, 1 - self.rate, 1 / (1 + discount)
        return tuple(once.times(kept**year, worth**year) for year in range(years))

    def if_only(
        self,
        *,
        rate: Fraction | None = None,
        revenue: int | None = None,
        margin: Fraction | None = None,
    ) -> Cost:
        """What less would be lost in a year if one or the other were so."""
        other = Firm(
            self.customers,
            self.rate if rate is None else rate,
            self.revenue if revenue is None else revenue,
            self.margin if margin is None else margin,
        ).cost
        now = self.cost
        return Cost(
            now.customers - other.customers, now.revenue - other.revenue, now.profit - other.profit
        )


@dataclass(frozen=True, slots=True)
class Cost:
    """Customers lost, the revenue and the profit that went with them; exact, and not rounded to whole customers."""

    customers: Fraction
    revenue: Fraction
    profit: Fraction

    def times(self, kept: Fraction, worth: Fraction) -> Cost:
        return Cost(self.customers * kept, self.revenue * kept * worth, self.profit * kept * worth)


def together(costs: Iterable[Cost]) -> tuple[Fraction, Fraction]:
    """Revenue and profit of several years."""
    held = list(costs)
    return sum((c.revenue for c in held), Fraction(0)), sum((c.profit for c in held), Fraction(0))


@dataclass(frozen=True, slots=True)
class Lost:
    """A customer who left: why, whether the firm could have helped it, and what was bought in the last year.

    Several `customers` of one reason may stand together, with what they bought added up.
    """

    reason: str
    controllable: bool
    revenue: int
    customers: int = 1


@dataclass(frozen=True, slots=True)
class Reason:
    """Of those lost, how many for this reason, what they bought, and the part of the money up to this one."""

    reason: str
    controllable: bool
    customers: int
    revenue: int
    profit: Fraction
    reached: Fraction


def by_reason(lost: Iterable[Lost], *, margin: Fraction) -> list[Reason]:
    """The reasons by money, the dearest first."""
    sums: dict[tuple[str, bool], list[int]] = {}
    for one in lost:
        held = sums.setdefault((one.reason, one.controllable), [0, 0])
        held[0] += one.customers
        held[1] += one.revenue
    whole, so_far, told = sum(revenue for _n, revenue in sums.values()), 0, []
    for (reason, controllable), (customers, revenue) in sorted(
        sums.items(), key=lambda row: (-row[1][1], row[0])
    ):
        so_far += revenue
        reached = Fraction(so_far, whole) if whole else Fraction(0)
        told.append(Reason(reason, controllable, customers, revenue, revenue * margin, reached))
    return told


def controllable_share(reasons: Iterable[Reason]) -> Fraction | None:
    """The part of the lost revenue that the firm could have kept; None where none was lost."""
    held = list(reasons)
    whole = sum(r.revenue for r in held)
    return Fraction(sum(r.revenue for r in held if r.controllable), whole) if whole else None
