"""Lines of a file that says what the whole order came to, as shops do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sanjing.kernel.money import plain_money
from sanjing.modules.products.reading import is_blank, read_money
from sanjing.modules.products.rules import Line, settled, sum_of

TOTAL = "total"


def total_of(rows: Sequence[Mapping[str, Any]]) -> Any:
    """What all rows of one record say it comes to; None where they differ, and speak of lines."""
    said = {row[TOTAL] for row in rows if not is_blank(row.get(TOTAL))}
    return said.pop() if len(said) == 1 else None


def under_total(lines: Sequence[Line], total: Any, freight: Any) -> tuple[list[Line], str]:
    """The lines and what was taken off them, so that with `freight` they come to `total`.

    Lines without a price share what the others leave, the first takes all; a total above the lines,
    as with taxes, is added to the first. Raises ValueError for what is no sum of money.

    >>> from decimal import Decimal
    >>> lines, off = under_total([Line(1, "帽", Decimal(2), unit_price=1900)], "40", "5")
    >>> lines[0].amount, off
    (3800, '3.00')
    """
    wanted = (read_money(total) or 0) - (read_money(freight) or 0)
    found = settled([replace(line, amount=0 if line.is_unpriced else None) for line in lines])
    gap = sum_of(found) - wanted
    if gap > 0:
        return found, plain_money(gap)
    bare = next((n for n, line in enumerate(lines) if line.is_unpriced), 0)
    found[bare] = replace(found[bare], amount=(found[bare].amount or 0) - gap)
    return found, ""
