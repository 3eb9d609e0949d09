"""What is done with records in the background."""

from datetime import datetime

from django.tasks import task
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.entities.purge import purge
from sanjing.foundation.entities.refiling import refile_owned
from sanjing.foundation.tasks.retries import attempts
from sanjing.foundation.tasks.schedule import daily


@daily("03:30")
def empty_the_bin(*, at: datetime) -> int:
    return purge(by=system_actor(_("回收站")), at=at)


@task()
@attempts(20)
def refile_work_of(user_id: int) -> None:
    """Somebody is in another team: it finds their work, and the old one no longer does."""
    refile_owned(user_id)
