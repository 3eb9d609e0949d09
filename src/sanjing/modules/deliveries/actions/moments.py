from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from sanjing.foundation.entities.errors import Invalid


def past(name: str, moment: datetime | None, at: datetime) -> datetime:
    """The moment something happened, `at` where nothing was said. Raises Invalid for one to come."""
    if moment and moment > at:
        raise Invalid({name: [_("不能在将来")]})
    return moment or at
