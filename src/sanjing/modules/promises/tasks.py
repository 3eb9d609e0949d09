"""What happens to promises by the clock."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.tasks.schedule import every
from sanjing.modules.promises.actions.mark_late import mark_late


@every(hours=1)
def mark_late_promises(*, at: datetime) -> int:
    """Open promises whose day went by are late from the first hour of the next."""
    return mark_late(by=system_actor(_("承诺到期")), at=at)
