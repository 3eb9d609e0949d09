"""The pages of insights that stand beside each other."""

from __future__ import annotations

from sanjing.foundation import tabs as strips
from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.tabs import Shown


def tabs(actor: Actor, current: str) -> list[Shown]:
    """The pages this person may open, in their groups."""
    return strips.shown("insights", actor, current)
