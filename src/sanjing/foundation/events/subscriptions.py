"""Who reacts to what. Modules list their reactions in `subscribers.py`.

`@on(name)` runs inside the transaction of the change: for rules that must hold with it.
`@on_all(name)` is the same for all events of one write at once, so that an import does not
query per row.
`@after(name)` runs later in the worker, at least once: the function must be idempotent.
A name may end in ".*"; "*" hears everything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.events.models import Event

Reaction = Callable[[Event], None]
Owed = Callable[[Sequence[Event]], Iterable[tuple[Event, str]]]
Handle = Callable[[Event, str], None]
_inside: dict[str, list[Reaction]] = defaultdict(list)
_inside_all: dict[str, list[Callable[[list[Event]], None]]] = defaultdict(list)
_later: dict[str, dict[str, Reaction]] = defaultdict(dict)
_sources: dict[str, Owed] = {}
_handlers: dict[str, Handle] = {}
_outward: set[str] = set()


class Undelivered(Exception):
    """An anticipated failure, such as a machine that does not answer: told, not traced."""


class UnknownSubscriber(LookupError):
    """A delivery names a subscriber that the program no longer has."""


def on(name: str) -> Callable[[Reaction], Reaction]:
    def add(function: Reaction) -> Reaction:
        _inside[name].append(function)
        patterns.cache_clear()
        return function

    return add


def on_all(name: str) -> Callable[[Callable[[list[Event]], None]], Callable[[list[Event]], None]]:
    def add(function: Callable[[list[Event]], None]) -> Callable[[list[Event]], None]:
        _inside_all[name].append(function)
        return function

    return add


def after(name: str) -> Callable[[Reaction], Reaction]:
    def add(function: Reaction) -> Reaction:
        _later[name][f"{function.__module__}.{function.__qualname__}"] = function
        patterns.cache_clear()
        return function

    return add


def add_source(prefix: str, owed: Owed, handle: Handle, *, calls_out: bool = False) -> None:
    """Subscribers kept as data, under keys "<prefix>:<id>".

    `owed(events)` gives (event, key) for all events of one write at once; `handle(event, key)`
    delivers. One that `calls_out` waits for another machine, so it runs outside any transaction.
    """
    _sources[prefix] = owed
    _handlers[prefix] = handle
    if calls_out:
        _outward.add(prefix)


def outward_prefixes() -> frozenset[str]:
    """The sources whose deliveries wait for another machine."""
    return frozenset(_outward)


def doer(event: Event) -> Actor:
    """Who caused an event, with the right to what follows from it."""
    return Actor(user_id=event.actor_id, name=event.actor_name, is_system=True, via=event.via)


@cache
def patterns(name: str) -> tuple[str, ...]:
    """Every way of listening for `name`."""
    head = name.partition(".")[0]
    return (name, f"{head}.*", f"*.{name.partition('.')[2]}", "*")


def react(event: Event) -> None:
    for pattern in patterns(event.name):
        for function in _inside.get(pattern, ()):
            function(event)


def react_all(events: list[Event]) -> None:
    told = {event.name for event in events}
    for pattern, functions in list(_inside_all.items()):
        names = {name for name in told if pattern in patterns(name)}
        heard = [event for event in events if event.name in names] if names else []
        for function in functions if heard else ():
            function(heard)


def owed_for(events: Sequence[Event]) -> list[tuple[Event, str]]:
    """Which event is owed to which subscriber."""
    keys = {name: _listening(name) for name in {event.name for event in events}}
    owed = [(event, key) for event in events for key in keys[event.name]]
    for source in _sources.values():
        owed.extend(source(events))
    return owed


def _listening(name: str) -> dict[str, None]:
    """Keys of those who react later, each once, whatever number of patterns they gave."""
    return dict.fromkeys(key for pattern in patterns(name) for key in _later.get(pattern, ()))


def deliver(event: Event, key: str) -> None:
    """Run the reaction `key` names. Raises what it raises, or UnknownSubscriber."""
    prefix, colon, _rest = key.partition(":")
    if colon and prefix in _handlers:
        _handlers[prefix](event, key)
        return
    for reactions in _later.values():
        if key in reactions:
            reactions[key](event)
            return
    raise UnknownSubscriber(key)
