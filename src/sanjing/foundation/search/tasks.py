"""What is done with the index at night."""

from datetime import datetime

from sanjing.foundation.search.tidy import tidy
from sanjing.foundation.tasks.schedule import daily


@daily("04:40")
def tidy_the_index(*, at: datetime) -> int:
    return tidy()
