"""Which number counts on a day, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor, Scope
from sanjing.foundation.assumptions.declaring import (
    Assumption,
    Own,
    Use,
    all_assumptions,
    find,
    uses_of,
)
from sanjing.foundation.assumptions.models import SetValue
from sanjing.foundation.assumptions.words import shown
from sanjing.kernel.money import minor_units


class Origin(StrEnum):
    SET = "set"
    OWN = "own"
    BORROWED = "borrowed"


@dataclass(frozen=True, slots=True)
class Value:
    """The number that counts, from where, and `told` on what it rests, in words."""

    assumption: Assumption
    number: Decimal
    origin: Origin
    told: str
    end: Decimal | None = None

    @property
    def share(self) -> Fraction:
        """A number of per cent as a part of one, exactly."""
        return Fraction(self.number) / 100

    @property
    def exact(self) -> Fraction:
        return Fraction(self.number)

    @property
    def minor(self) -> int:
        """A number of money in whole 分."""
        return minor_units(self.number)

    @property
    def text(self) -> str:
        return shown(self.number, self.assumption.unit, self.end)

    @property
    def is_borrowed(self) -> bool:
        return self.origin is Origin.BORROWED

    @property
    def origin_label(self) -> str:
        words = {Origin.SET: _("公司设定"), Origin.OWN: _("本公司数据"), Origin.BORROWED: _("借用")}
        return words[self.origin]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the register: what counts, and what else is known."""

    value: Value
    borrowed: Value
    own: Value | None
    hidden: bool
    uses: list[Use]
    history: list[SetValue]


def value(key: str, on: date, *, reader: Actor | None = None) -> Value:
    """What counts on a day: what the firm set, else what its data say, else what was borrowed.

    To a reader who may not know the firm's own number it is the borrowed one. Raises NoSuchAssumption.
    """
    assumption = find(key)
    if reader is not None and not assumption.may_see(reader):
        return borrowed(assumption)
    return values([key], on)[key]


def values(keys: Iterable[str], on: date) -> dict[str, Value]:
    """What counts on a day of several numbers, asked for at once."""
    assumptions = [find(key) for key in keys]
    kept = _set_for(assumptions, on)
    return {
        one.key: _set(one, kept.get(one.key)) or own(one, on) or borrowed(one)
        for one in assumptions
    }


def borrowed(assumption: Assumption) -> Value:
    told = " ".join(str(one) for one in (assumption.source, assumption.year) if one)
    return Value(assumption, assumption.number, Origin.BORROWED, told, assumption.end)


def own(assumption: Assumption, on: date) -> Value | None:
    """What the firm's own data say; None where they say nothing, or too little."""
    found: Own | None = assumption.measured(on) if assumption.measured else None
    if found is None:
        return None
    return Value(assumption, found.number, Origin.OWN, found.basis, found.upto)


def register(reader: Actor, on: date) -> list[Entry]:
    """All numbers, those with something of the firm's own in full for whoever may know it."""
    declared = all_assumptions()
    histories: dict[str, list[SetValue]] = {one.key: [] for one in declared}
    for row in SetValue.objects.order_by("-since", "-pk"):
        histories.setdefault(row.key, []).append(row)
    return [_entry(one, histories[one.key], reader, on) for one in declared]


def may_set(by: Actor) -> bool:
    """Whoever administers the program, or may change everything of everybody."""
    return by.is_administrator or by.is_system or by.scope("assumption", "change") is Scope.ALL


def _entry(one: Assumption, history: list[SetValue], reader: Actor, on: date) -> Entry:
    lent, uses = borrowed(one), uses_of(one.key)
    if not one.may_see(reader):
        return Entry(lent, lent, None, True, uses, [])
    kept = next((row for row in history if row.since <= on), None)
    measured = own(one, on)
    counts = _set(one, kept) or measured or lent
    return Entry(counts, lent, measured, False, uses, history)


def _set(assumption: Assumption, row: SetValue | None) -> Value | None:
    if row is None or row.number is None:
        return None
    told = _("%(who)s %(day)s 起定：%(reason)s")
    told %= {"who": row.who, "day": f"{row.since:%Y-%m-%d}", "reason": row.reason}
    return Value(assumption, row.number, Origin.SET, told)


def _set_for(assumptions: list[Assumption], on: date) -> dict[str, SetValue]:
    """By key the row that counts on a day, which may take an earlier one back."""
    keys = [one.key for one in assumptions]
    rows = SetValue.objects.filter(key__in=keys, since__lte=on).order_by("since", "pk")
    return {row.key: row for row in rows}
