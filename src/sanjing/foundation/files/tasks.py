"""What the clock does with files."""

from datetime import datetime

from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.files.actions.purge import purge
from sanjing.foundation.tasks.schedule import daily


@daily("03:40")
def empty_the_bin(*, at: datetime) -> int:
    return purge(by=system_actor(_("回收站")), at=at)
