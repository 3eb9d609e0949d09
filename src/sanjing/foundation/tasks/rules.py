"""When a scheduled job is due next. Plain functions of time."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

MOST_RETRIES = 5


@dataclass(frozen=True)
class Every:
    """At a fixed distance from the last run."""

    interval: timedelta

    def first(self, now: datetime) -> datetime:
        return now

    def next_after(self, now: datetime) -> datetime:
        return now + self.interval


@dataclass(frozen=True)
class Daily:
    """Once a day at a time of day, in the company's time zone."""

    at: time
    zone: tzinfo

    def first(self, now: datetime) -> datetime:
        return self.next_after(now)

    def next_after(self, now: datetime) -> datetime:
        """The first such time strictly after `now`: missed days are caught up once, not each."""
        local = now.astimezone(self.zone)
        today = datetime.combine(local.date(), self.at, self.zone)
        if today > local:
            return today
        return datetime.combine(local.date() + timedelta(days=1), self.at, self.zone)


Rule = Every | Daily


def due_after_failure(rule: Rule, now: datetime, failures: int) -> datetime:
    """Sooner than the rule says, after 2, 4, 8 … minutes, until the retries are used up."""
    regular = rule.next_after(now)
    if failures > MOST_RETRIES:
        return regular
    return min(regular, now + timedelta(minutes=2**failures))
