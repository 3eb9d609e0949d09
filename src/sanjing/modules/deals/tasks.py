"""What deals do by the clock."""

from datetime import datetime

from sanjing.foundation.tasks.schedule import daily
from sanjing.modules.deals.actions.capture import forget_submissions


@daily("03:20")
def forget_form_submissions(*, at: datetime) -> None:
    forget_submissions(at=at)
