"""What is summed every night for the pages of orders."""

from __future__ import annotations

from datetime import date

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.figures.actions import at_night
from sanjing.modules.orders.return_rates import Span, report


@at_night
def read_rates(actor: Actor, day: date) -> None:
    report(actor, Span.year_up_to(day))
