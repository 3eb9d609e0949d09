"""What scores do by the clock."""

from datetime import datetime

from sanjing.foundation.tasks.schedule import daily
from sanjing.modules.scores.actions.score import ask, carry_out


@daily("02:30")
def score_everybody(*, at: datetime) -> None:
    carry_out(ask(at=at), at=at)
