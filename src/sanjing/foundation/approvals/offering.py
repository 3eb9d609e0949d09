"""How a module says what approval it will ask for.

In its `entity.py`, below the record type:

    offer(Purpose("quote.discount", "quote", _("折扣超限")))
"""

from __future__ import annotations

from sanjing.foundation.approvals import panels, purposes
from sanjing.foundation.approvals.purposes import Purpose
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.panels import Panel

__all__ = ["Purpose", "offer"]


def offer(purpose: Purpose) -> None:
    """Let the administrator make rules for a purpose, and show its requests on the record's page."""
    is_first = not purposes.of_entity(purpose.entity)
    purposes.add(purpose)
    if is_first:
        panel = Panel("approvals/panels/review.html", panels.review)
        registry.get(purpose.entity).detail.top.insert(0, panel)
