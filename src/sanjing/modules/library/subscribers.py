"""What the library reacts to, and how its events read."""

from __future__ import annotations

from sanjing.foundation.entities import registry
from sanjing.foundation.events.models import Event
from sanjing.foundation.events.subscriptions import doer, on
from sanjing.modules.library import history  # noqa: F401
from sanjing.modules.library.actions.decide import decide
from sanjing.modules.library.actions.submit import PURPOSE


@on("approval.granted")
@on("approval.refused")
@on("approval.withdrawn")
def decide_claim(event: Event) -> None:
    """Granted it may be said; refused or not asked for any more, it is a draft again."""
    if event.data["purpose"] != PURPOSE:
        return
    by = doer(event)
    claim = registry.get("productclaim").visible_to(by).filter(pk=event.record_id).first()
    if claim is not None:
        granted, comment = event.name == "approval.granted", event.data.get("comment", "")
        decide(claim, granted=granted, comment=comment, by=by, at=event.at)
