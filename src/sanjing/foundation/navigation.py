"""The entries of the left navigation and of the quick-create menu, in the order of a working day.

Entries of one `Place` stand together: the first leads to it, the others show while one is there.

A module adds its own in `AppConfig.ready`:

    navigation.add(Place.CUSTOMERS, _("客户"), "/customers/", "users", needs="customer")
    navigation.add_quick(Place.CUSTOMERS, _("客户"), "/customers/new/", "plus", needs="customer")
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import IntEnum
from functools import cache
from itertools import groupby

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.labels import Label

MOST = 9
APART = 10
"""How far the places lie from each other."""


class Place(IntEnum):
    TODAY = 10
    CUSTOMERS = 20
    ACTIVITIES = 30
    DEALS = 40
    ORDERS = 50
    PRODUCTS = 60
    CASES = 70
    CARE = 80
    DEALERS = 90
    INSIGHTS = 100
    SETTINGS = 110


@dataclass(frozen=True, slots=True)
class Item:
    """One entry, known by its address. `needs` names the entity whose records a person must be
    allowed to see.

    The first entry of a place holds the others as `inner`.

    `count` gives the number shown beside the label (overdue tasks, say); it runs once a full page.
    """

    order: int
    label: Label = field(compare=False)
    url: str
    icon: str = field(compare=False)
    needs: str | None = None
    administrators_only: bool = False
    count: Callable[[Actor], int] | None = field(default=None, compare=False)
    number: int = 0
    inner: tuple[Item, ...] = ()

    @property
    def place(self) -> int:
        return self.order // APART

    @property
    def total(self) -> int:
        """What waits here and in the others of the place."""
        return self.number + sum(one.number for one in self.inner)

    def open_to(self, actor: Actor, verb: str) -> bool:
        if self.administrators_only and not (actor.is_administrator or actor.is_system):
            return False
        return self.needs is None or actor.may(self.needs, verb)

    def counted_for(self, actor: Actor) -> Item:
        return replace(self, number=self.count(actor)) if self.count else self

    def is_current(self, path: str) -> bool:
        return path == self.url if self.url == "/" else path.startswith(self.url)


@dataclass(frozen=True, slots=True)
class Menu:
    """What one person sees: `items` always, `more` folded, `quick` under the plus sign."""

    items: tuple[Item, ...] = ()
    more: tuple[Item, ...] = ()
    quick: tuple[Item, ...] = ()
    current: str = ""

    @property
    def place(self) -> str:
        """The address of the place that the current entry stands in."""
        places = (*self.items, *self.more)
        standing = (p.url for p in places for one in (p, *p.inner) if one.url == self.current)
        return next(standing, "")

    @property
    def phone_left(self) -> tuple[Item, ...]:
        return self.items[:2]

    @property
    def phone_right(self) -> tuple[Item, ...]:
        return self.items[2 : 3 if self.quick else 4]


_items: dict[str, Item] = {}
_quick: dict[str, Item] = {}


def add(order: int, label: Label, url: str, icon: str, needs: str | None = None, **more) -> None:
    """Register an entry; a second one with the same address replaces the first."""
    _items[url] = Item(order, label, url, icon, needs, **more)


def add_quick(order: int, label: Label, url: str, icon: str, needs: str | None = None) -> None:
    """Register what the plus sign offers, to those who may create `needs`."""
    _quick[url] = Item(order, label, url, icon, needs)


def _derived() -> tuple[dict[str, Item], dict[str, Item]]:
    """What every entity that asks for a place in the navigation gets without naming it here."""
    shown = [_entries_of(entity) for entity in registry.all_entities() if entity.in_navigation]
    return {item.url: item for item, _new in shown}, {new.url: new for _item, new in shown}


@cache
def _entries_of(entity: Entity) -> tuple[Item, Item]:
    """The way to the records of an entity, and to a new one."""
    url, order, icon = entity.url(), entity.order, entity.icon
    return (
        Item(order, entity.plural, url, icon, entity.name),
        Item(order, entity.label, f"{url}new/", icon, entity.name),
    )


def menu_for(actor: Actor, path: str = "/") -> Menu:
    """The menu of one person at one address; with ten places, all after the eighth fold away."""
    items, quick = _derived()
    entries = _in_order(items | _items)
    seen = [item.counted_for(actor) for item in entries if item.open_to(actor, "see")]
    current = max((item.url for item in seen if item.is_current(path)), key=len, default="")
    places = _by_place(seen)
    split = len(places) if len(places) <= MOST else MOST - 1
    return Menu(
        items=tuple(places[:split]),
        more=tuple(places[split:]),
        quick=tuple(item for item in _in_order(quick | _quick) if item.open_to(actor, "create")),
        current=current,
    )


def _by_place(seen: list[Item]) -> list[Item]:
    """The first entry of every place, with the others of that place inside it."""
    places = [list(group) for _place, group in groupby(seen, key=lambda item: item.place)]
    return [replace(first, inner=tuple(rest)) for first, *rest in places]


def _in_order(items: dict[str, Item]) -> list[Item]:
    return sorted(items.values(), key=lambda item: item.order)
