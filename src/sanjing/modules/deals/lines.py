"""The products of a deal."""

from __future__ import annotations

from typing import Any

from sanjing.modules.deals.models import Deal, DealLine
from sanjing.modules.products import lines

LINES = lines.lines_field(DealLine, "deal")


def lines_panel(deal: Deal, _actor: Any) -> dict[str, Any]:
    """Context of the panel that shows what a deal is about."""
    return lines.lines_panel(LINES.value(deal))
