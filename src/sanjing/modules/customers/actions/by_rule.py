"""Acting by a rule of the house instead of one's own reach."""

from dataclasses import replace

from sanjing.foundation.accounts.actor import Actor


def by_rule(by: Actor) -> Actor:
    """`by` with every right, keeping their name in the history. For a verb that did its own check."""
    return replace(by, is_system=True)
