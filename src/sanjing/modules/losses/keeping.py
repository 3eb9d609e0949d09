"""What fewer leaving would be worth to the company by its own customers: measured by a later module, told here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from sanjing.analytics.enough import TooLittle
from sanjing.foundation.assumptions.declaring import Own
from sanjing.foundation.assumptions.queries import value

if TYPE_CHECKING:
    from sanjing.analytics.own_gain import Measured

YEARS = 5
FIVE_POINTS = Fraction(5, 100)
TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Known:
    """What was measured of the whole company at the end of a day."""

    as_of: date
    measured: Measured | TooLittle


Source = Callable[[date], Known | None]
_sources: dict[str, Source] = {}


def measured_by(source: Source) -> None:
    """Let a later module say what is known on a day; None before anything was measured."""
    _sources["keeping"] = source


def known_on(day: date) -> Known | None:
    source = _sources.get("keeping")
    return source(day) if source else None


def own_range(on: date) -> Own | None:
    """By how many per cent a customer brings more if five points fewer leave, for the register of numbers."""
    known, discount = known_on(on), value("discount", on)
    if known is None or isinstance(known.measured, TooLittle):
        return None
    found = known.measured.if_fewer_leave(FIVE_POINTS, years=YEARS, discount=discount.share)
    if isinstance(found, TooLittle):
        return None
    told = _(
        "截至 %(day)s，一年前的 %(n)s 位客户走了 %(lost)s 位；%(years)s 年的毛利，年折现率 %(discount)s；95%% 的区间"
    )
    words = {
        "day": f"{known.as_of:%Y-%m-%d}", "n": f"{known.measured.customers:,}",
        "lost": f"{known.measured.lost:,}", "years": YEARS, "discount": discount.text,
    }  # fmt: skip
    return Own(percent(found.low), told % words, percent(found.high))


def percent(part: float) -> Decimal:
    return Decimal(100 * part).quantize(TENTH)


def why_not(found: TooLittle) -> str:
    """Why there is no range of the company's own."""
    sentences = {
        "few_customers": _("一年前的客户只有 %(found)s 位，至少要 %(needed)s 位"),
        "few_lost": _("一年里只走了 %(found)s 位，至少要 %(needed)s 位"),
        "few_leave": _("一年只走 %(found)s%%，少不了 %(needed)s 个百分点"),
        "no_profit": _("平均每位客户没有毛利可多"),
    }
    return sentences[found.code] % {"found": found.found, "needed": found.needed}
