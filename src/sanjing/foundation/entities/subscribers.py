"""What records react to when it happens to accounts."""

from __future__ import annotations

from sanjing.foundation.entities.tasks import refile_work_of
from sanjing.foundation.events.models import Event
from sanjing.foundation.events.subscriptions import on


@on("account.user_changed")
def take_work_along(event: Event) -> None:
    """The search rows of someone's work carry their team: those of a whole team are many, so later."""
    if "team" in event.data["changes"]:
        refile_work_of.enqueue(event.data["user"])
