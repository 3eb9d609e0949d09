"""What stage rules start by the clock."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.tasks.schedule import daily, every
from sanjing.modules.automation.actions.start_tasks import start_tasks

LOOKS_BACK = timedelta(hours=2)


@every(minutes=10)
def start_for_those_who_moved(*, at: datetime) -> int:
    """Whoever enters a stage gets what it calls for within minutes."""
    return start_tasks(by=system_actor(_("阶段规则")), at=at, changed_since=at - LOOKS_BACK)


@daily("04:20")
def start_for_all(*, at: datetime) -> int:
    """Every customer there is: those whose days are full, and those a new rule is for."""
    return start_tasks(by=system_actor(_("阶段规则")), at=at)
