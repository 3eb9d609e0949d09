"""The rate card 服务费率: what each thing done for a customer costs, in numbers that the company may set."""

from __future__ import annotations

from datetime import date

from sanjing.foundation.assumptions.queries import Value, values

TOUCHES = ("visit", "meeting", "call", "wechat", "email", "other")
"""The kinds of `activities.Activity`."""
KINDS = (*TOUCHES, "delivery", "return")
RATES = {kind: f"cost_{kind}" for kind in KINDS}


def rates(on: date) -> dict[str, int]:
    """What one of each kind costs on a day, in 分."""
    return {kind: one.minor for kind, one in card(on).items()}


def card(on: date) -> dict[str, Value]:
    """The same with where each number comes from."""
    found = values(RATES.values(), on)
    return {kind: found[key] for kind, key in RATES.items()}
