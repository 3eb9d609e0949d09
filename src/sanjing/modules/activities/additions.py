"""What a later module sees in a follow-up while it is typed, and keeps once it is saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sanjing.foundation.accounts.actor import Actor


@dataclass(frozen=True, slots=True)
class Addition:
    """`url` is asked with what stands in the summary and answers HTML with boxes to tick.

    `save(activity, ticked, by=…, at=…)` runs in the transaction of the follow-up with what was sent,
    {name: values}; `offered(actor)` says to whom it is offered.
    """

    url: str
    save: Callable[..., None]
    offered: Callable[[Actor], bool]


_additions: list[Addition] = []


def add(addition: Addition) -> None:
    if addition not in _additions:
        _additions.append(addition)


def advice_url(actor: Actor) -> str:
    """Where to ask while somebody types; empty when nobody has advice for them."""
    return next((one.url for one in _additions if one.offered(actor)), "")


def save_all(activity: Any, ticked: dict[str, list[str]], *, by: Actor, at: Any) -> None:
    for one in _additions:
        if one.offered(by):
            one.save(activity, ticked, by=by, at=at)
