"""The step every end of a promise takes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records
from sanjing.foundation.entities.errors import Invalid
from sanjing.foundation.events.publish import Happening
from sanjing.modules.promises.models import Promise


def settle(
    promise: Promise,
    state: str,
    telling: Happening,
    *,
    on: date | None = None,
    by: Actor,
    at: datetime,
    **kept: Any,
) -> Promise:
    """End a promise in `state`, and keep who did so and when. Raises Invalid for an impossible day."""
    today = timezone.localdate(at)
    day = on or today
    if not promise.made_on <= day <= today:
        raise Invalid({"kept_on": [_("要在答应之后、今天之前")]})
    kept |= {"state": state, "settled_on": day, "settled_by_id": by.user_id}
    return records.change(promise, {}, kept=kept, by=by, at=at, telling=telling)
