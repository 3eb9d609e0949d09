"""Numbers with their units, as people write them."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from sanjing.foundation.assumptions.declaring import Unit
from sanjing.kernel.numbers import format_number


def shown(number: Decimal, unit: Unit, end: Decimal | None = None) -> str:
    """10%, 5 倍, 25–85%, 120 元: with the end of a range where it has one."""
    told = format_number(number) + (f"–{format_number(end)}" if end is not None else "")
    words = {
        Unit.PERCENT: "%(n)s%%",
        Unit.TIMES: _("%(n)s 倍"),
        Unit.PEOPLE: _("%(n)s 人"),
        Unit.YEARS: _("%(n)s 年"),
        Unit.MONEY: _("%(n)s 元"),
    }
    return words[unit] % {"n": told}
