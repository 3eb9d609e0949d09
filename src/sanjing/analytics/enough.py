"""Not enough data is an answer of its own: which, how much there is, how much it takes."""

from __future__ import annotations

from dataclasses import dataclass

REASONS = {
    "few_customers": "there are {found} customers, and at least {needed} are needed",
    "few_before": "{found} customers had bought before the days that are held back, and at least {needed} are needed",
    "few_gaps": "there are {found} intervals between purchases, and at least {needed} are needed",
    "no_value": "the amounts of all customers together are not above zero",
    "no_profit": "there is no profit to start from (customers: {found})",
    "no_spending": "nothing was spent on what it is to be compared with",
    "nobody_seen": "nobody has been a customer for any time yet",
    "no_week": "no whole week has passed since",
    "few_leave": "{found} of a hundred leave in a year, and {needed} fewer cannot",
    "few_lost": "{found} customers were lost, and at least {needed} are needed",
    "few_outcomes": "one outcome was seen {found} times, and at least {needed} are needed",
}


@dataclass(frozen=True, slots=True)
class TooLittle:
    """Instead of a number that would mean nothing."""

    code: str
    found: int
    needed: int = 1

    def __str__(self) -> str:
        reason = REASONS[self.code].format(found=self.found, needed=self.needed)
        return f"not enough data, because {reason}"
