"""The pages under 设置. Each package adds its own in `AppConfig.ready`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sanjing.foundation.accounts.actor import Actor


@dataclass(frozen=True, slots=True)
class Entry:
    order: int
    label: Any
    url: str
    icon: str
    text: Any = ""
    administrators_only: bool = True


_entries: dict[str, Entry] = {}


def add(
    order: int, label: Any, url: str, icon: str, text: Any = "", *, administrators_only: bool = True
) -> None:
    """Offer a settings page; a second one with the same address replaces the first."""
    _entries[url] = Entry(order, label, url, icon, text, administrators_only)


def entries_for(actor: Actor) -> list[Entry]:
    shown = [e for e in _entries.values() if actor.is_administrator or not e.administrators_only]
    return sorted(shown, key=lambda entry: entry.order)


def addresses() -> set[str]:
    """Every page under the settings, whoever may see it."""
    return set(_entries)
