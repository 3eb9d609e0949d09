"""What is summed every night for the pages of losses."""

from __future__ import annotations

from datetime import date

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.figures.actions import at_night
from sanjing.modules.losses.churn import Churn
from sanjing.modules.losses.own_figures import margin, share_of_largest


@at_night
def read_churn(actor: Actor, day: date) -> None:
    Churn(actor, day).read()


@at_night
def read_own(_actor: Actor, day: date) -> None:
    margin(day), share_of_largest(day)
