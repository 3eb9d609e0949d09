"""Word of mouth: whom the unhappy tell, and the money that hangs on it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import narwhals as nw
from narwhals.typing import IntoDataFrame

from sanjing.analytics.references import TOLD
from sanjing.analytics.schemas import KEY, WHOLE, checked, not_below


@dataclass(frozen=True, slots=True)
class Reach:
    """`people` who hear of it, `counted` of them known by name; money in 分 a year, exact.

    `own` is what the unhappy bring themselves, `newcomers` what those of the people would have brought who now do not
    come. `assumed` says whether the multiplier had any part in it, and then a page must show where it is from.
    """

    unhappy: int
    people: Fraction
    counted: int
    own: int
    newcomers: Fraction

    @property
    def assumed(self) -> bool:
        return self.people != self.counted

    @property
    def money(self) -> Fraction:
        return self.own + self.newcomers


def reach(
    unhappy: IntoDataFrame, *, turned_away: Fraction, newcomer: int, multiplier: Fraction = TOLD.low
) -> Reach:
    """Whom the unhappy customers reach, and what it may cost.

    *Grain* a row a customer. *Needs* customer, value (分 a year, nothing where it is below 0), linked (people or firms
    they are known to talk to; empty where that is not known, and then `multiplier` stands for it). `turned_away` is
    the part of those reached who would have bought and now do not, `newcomer` what a new customer brings a year; both
    are the firm's own judgement, and there is no figure of others to fall back on.
    """
    if not 0 <= turned_away <= 1 or multiplier < 0 or newcomer < 0:
        raise ValueError("a part is between 0 and 1; people and money are not below zero")
    table = checked(
        unhappy, "unhappy", empty=frozenset({"linked"}), customer=KEY, value=WHOLE, linked=WHOLE
    )
    not_below(table, "unhappy", "linked")
    counted = int(table["linked"].fill_null(0).cast(nw.Int64).sum())
    people = counted + int(table["linked"].null_count()) * multiplier
    own = int(table["value"].cast(nw.Int64).clip(lower_bound=0).sum())
    return Reach(len(table), people, counted, own, people * turned_away * newcomer)
