"""Pages that stand beside each other under one strip of tabs, whichever modules they come from.

A module adds its own in `AppConfig.ready`:

    tabs.add("insights", 60, _("流失原因"), "/insights/losses/", may_read, group="leaving")

Where there are many, pages that answer one question share a group, which is named once:

    tabs.group("insights", "leaving", 30, _("流失"))

Then the strip shows groups, and below it the pages of the group one is in. A page whose group nobody named stands in
the strip by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.labels import Label

Allows = Callable[[Actor], bool]


@dataclass(frozen=True, slots=True)
class Tab:
    order: int
    label: Label
    url: str
    allows: Allows
    group: str = ""


class Shown(NamedTuple):
    """A tab of one reader, as the component takes it. `pages` are those below a group that one is in."""

    label: str
    url: str
    here: bool
    number: int | None = None
    pages: tuple[Shown, ...] = ()


_strips: dict[str, dict[str, Tab]] = {}
_groups: dict[str, dict[str, tuple[int, Label]]] = {}


def add(strip: str, order: int, label: Label, url: str, allows: Allows, *, group: str = "") -> None:
    """Put a page into a strip; a second one with the same address replaces the first."""
    _strips.setdefault(strip, {})[url] = Tab(order, label, url, allows, group)


def group(strip: str, name: str, order: int, label: Label) -> None:
    """Name a group of pages of a strip; a second one with the same name replaces the first."""
    _groups.setdefault(strip, {})[name] = (order, label)


def shown(strip: str, actor: Actor, current: str) -> list[Shown]:
    """The pages this person may open, in their groups; a group leads to its first page."""
    found = sorted(_together(strip, actor), key=lambda one: one[0])
    return [_shown(label, pages, current) for _order, label, pages in found]


def first(strip: str, actor: Actor) -> str:
    """The address of the first page this person may open; "" of none."""
    found = shown(strip, actor, "")
    return found[0].url if found else ""


def sees(entity: str) -> Allows:
    """Allows whoever may see records of the entity."""
    return lambda actor: actor.may(entity, "see")


def _together(strip: str, actor: Actor) -> Iterator[tuple[int, Label, list[Tab]]]:
    """(order, label, pages) of each group and of each page that is in none."""
    groups = _groups.get(strip, {})
    held: dict[str, list[Tab]] = {}
    for tab in sorted(_strips.get(strip, {}).values(), key=lambda one: one.order):
        if not tab.allows(actor):
            continue
        if tab.group in groups:
            held.setdefault(tab.group, []).append(tab)
        else:
            yield tab.order, tab.label, [tab]
    for name, pages in held.items():
        yield *groups[name], pages


def _shown(label: Label, pages: list[Tab], current: str) -> Shown:
    below = tuple(Shown(str(one.label), one.url, one.url == current) for one in pages)
    here = any(one.here for one in below)
    return Shown(str(label), pages[0].url, here, pages=below if here and len(below) > 1 else ())
