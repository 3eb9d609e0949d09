"""What happens to deliveries by the clock."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.tasks.schedule import daily, every
from sanjing.modules.deliveries.actions.alert import alert_late
from sanjing.modules.deliveries.tracking import forget_looks


@every(hours=1)
def alert_late_deliveries(*, at: datetime) -> int:
    """Whoever sold the order learns within the hour that it did not come."""
    return alert_late(by=system_actor(_("送货到期")), at=at)


@daily("03:50")
def forget_tracking_looks(*, at: datetime) -> int:
    """Who looked at an order's progress is nobody's business after a day."""
    return forget_looks(at=at)
