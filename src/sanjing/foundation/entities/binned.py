"""What the recycle bin shows besides records."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.labels import Label

MOST = 200


@dataclass(frozen=True)
class Binned:
    """One line: what it is, where a POST brings it back, and what keeps it from being purged."""

    label: Label
    title: str
    removed_at: datetime
    restore: str
    needs: list[str] = field(default_factory=list)


Source = Callable[[Actor], Iterable[Binned]]
_sources: list[Source] = []


def add_source(source: Source) -> None:
    """Show more in the bin: `source` gives an actor's, at most MOST of a kind."""
    if source not in _sources:
        _sources.append(source)


def others_for(actor: Actor) -> list[Binned]:
    return [one for source in _sources for one in source(actor)]
