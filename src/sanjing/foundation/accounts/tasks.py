"""What the worker does with accounts: forget what has run out."""

from datetime import datetime

from sanjing.foundation.accounts import actions
from sanjing.foundation.tasks.schedule import daily


@daily("03:10")
def forget_expired(*, at: datetime) -> None:
    actions.forget_expired(at=at)
