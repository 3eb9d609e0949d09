"""What is summed every night for the home page."""

from __future__ import annotations

from datetime import date

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.figures.actions import at_night
from sanjing.modules.workbench.figures import buyers_of_late


@at_night
def read_home(actor: Actor, day: date) -> None:
    buyers_of_late(actor, day)
