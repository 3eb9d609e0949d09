"""What tiers react to."""

from __future__ import annotations

from sanjing.foundation.events.models import Event
from sanjing.foundation.events.subscriptions import on
from sanjing.modules.tiers.actions.in_background import assign_tiers


@on("score.reckoned")
def assign(event: Event) -> None:
    """Everybody's tier follows their new scores."""
    assign_tiers.enqueue(event.data["as_of"])
