"""The products of a deal."""

from __future__ import annotations

from typing import Any

from sanjing.foundation.accounts.actor import Actor
from sanjing.modules.deals.models import Deal, DealLine
from sanjing.modules.products import lines
from sanjing.modules.products.panels import shown_lines

LINES = lines.lines_field(DealLine, "deal")


def lines_panel(deal: Deal, actor: Actor) -> dict[str, Any]:
    """Context of the panel that shows what a deal is about."""
    return shown_lines(deal, LINES.value(deal), actor)
