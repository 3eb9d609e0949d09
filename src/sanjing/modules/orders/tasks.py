"""What orders do by the clock."""

from datetime import datetime

from sanjing.foundation.tasks.schedule import daily, every
from sanjing.modules.orders.actions.sum_sales import sum_changed_sales, sum_sales


@every(minutes=1)
def sum_recent_sales(*, at: datetime) -> None:
    sum_changed_sales(at=at)


@daily("03:40")
def sum_all_sales(*, at: datetime) -> None:
    sum_sales(at=at)
