"""What receivables do by the clock."""

from datetime import datetime

from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.tasks.schedule import every
from sanjing.modules.receivables.actions.judge_promises import judge_due
from sanjing.modules.receivables.actions.sum_customers import count_again


@every(minutes=10)
def grow_a_day_older(*, at: datetime) -> None:
    """The first run of a day counts everybody anew; the others find nothing to do."""
    count_again(at=at)


@every(minutes=10)
def look_at_promises_to_pay(*, at: datetime) -> None:
    judge_due(by=system_actor(_("付款承诺到期")), at=at)
