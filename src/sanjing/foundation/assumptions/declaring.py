"""How a module says that it reckons with a number it did not measure itself.

In its `assumptions.py`, which is looked for in every app, near what is reckoned:

    declare(Assumption("margin", _("毛利率"), Unit.PERCENT, "10", _("教材里的算例"), measured=margin))
    used("margin", _("流失成本"), "/insights/churn-cost/")
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.labels import Label


class Unit(StrEnum):
    """What a number counts, as people write it: 10 `percent` is a tenth, 10 `money` is ten 元."""

    PERCENT = "percent"
    TIMES = "times"
    PEOPLE = "people"
    YEARS = "years"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class Own:
    """What the firm's own data say, and in words on how much that rests; `upto` ends a range."""

    number: Decimal
    basis: str
    upto: Decimal | None = None


Measure = Callable[[date], Own | None]


@dataclass(frozen=True)
class Assumption:
    """A number that is reckoned with. `borrowed` comes from `source` of `year`, `upto` ends a range.

    `measured(on)` gives what the firm's own data say as of a day, None of too few. `may_see` tells who may
    know the firm's own number: to others the borrowed one is shown. `note` is the caution beside it.
    """

    key: str
    label: Label
    unit: Unit
    borrowed: str
    source: Label
    year: str = ""
    measured: Measure | None = None
    upto: str = ""
    note: Label = ""
    may_see: Callable[[Actor], bool] = lambda _actor: True
    least: Decimal = Decimal(0)
    most: Decimal = Decimal(1000)

    @property
    def number(self) -> Decimal:
        return Decimal(self.borrowed)

    @property
    def end(self) -> Decimal | None:
        return Decimal(self.upto) if self.upto else None


@dataclass(frozen=True, slots=True)
class Use:
    """A page that reckons with a number."""

    label: Label
    url: str


class NoSuchAssumption(LookupError):
    """No module declared an assumption with this key."""


_declared: dict[str, Assumption] = {}
_uses: dict[str, dict[str, Use]] = {}


def declare(assumption: Assumption) -> None:
    """Make a number known; a second one with the same key replaces the first."""
    _declared[assumption.key] = assumption


def measure(key: str, function: Measure) -> None:
    """Let a later module say how the firm's own value of a number declared before is measured."""
    _declared[key] = replace(find(key), measured=function)


def used(key: str, label: Label, url: str) -> None:
    """Say that the page at `url` reckons with the number."""
    _uses.setdefault(key, {})[url] = Use(label, url)


def find(key: str) -> Assumption:
    """Raises NoSuchAssumption."""
    try:
        return _declared[key]
    except KeyError:
        raise NoSuchAssumption(key) from None


def all_assumptions() -> list[Assumption]:
    return list(_declared.values())


def uses_of(key: str) -> list[Use]:
    return list(_uses.get(key, {}).values())
