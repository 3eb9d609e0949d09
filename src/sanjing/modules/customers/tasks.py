"""What happens to customers by the clock."""

from datetime import datetime

from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.tasks.schedule import daily
from sanjing.modules.customers.actions.recall import recall


@daily("02:30")
def recall_to_pool(*, at: datetime) -> int:
    """Customers left without contact for too long go back to the pool."""
    return recall(by=system_actor(_("公海规则")), at=at)
