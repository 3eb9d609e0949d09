"""What is summed every night for the pages of deliveries."""

from __future__ import annotations

from datetime import date, timedelta

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.figures.actions import at_night
from sanjing.modules.deliveries.perfect import report, year_up_to


@at_night
def read_perfect(actor: Actor, day: date) -> None:
    report(actor, year_up_to(day - timedelta(1)), "month")
