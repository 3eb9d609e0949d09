"""What happens to quotes and contracts by the clock."""

from datetime import datetime

from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.tasks.schedule import daily
from sanjing.modules.quotes.actions.expire import expire


@daily("00:20")
def close_what_ran_out(*, at: datetime) -> int:
    """Quotes past their last day expire, contracts past theirs have ended."""
    return expire(by=system_actor(_("报价到期")), at=at)
