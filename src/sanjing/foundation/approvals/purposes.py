"""What approval can be asked for: named by modules, through `offering.offer`."""

from __future__ import annotations

from dataclasses import dataclass

from sanjing.foundation.labels import Label


class UnknownPurpose(LookupError):
    """No module registered that purpose."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """`key` is "<record type>.<word>". `freezes` names the fields that stand still under review;
    without any, the whole record does.
    """

    key: str
    entity: str
    label: Label
    freezes: tuple[str, ...] = ()


_purposes: dict[str, Purpose] = {}


def add(purpose: Purpose) -> None:
    """Make a purpose known; a second one with the same key replaces the first."""
    _purposes[purpose.key] = purpose


def get(key: str) -> Purpose:
    try:
        return _purposes[key]
    except KeyError:
        raise UnknownPurpose(key) from None


def find(key: str) -> Purpose | None:
    """The purpose, or None for one whose module is gone."""
    return _purposes.get(key)


def all_purposes() -> list[Purpose]:
    return list(_purposes.values())


def of_entity(entity: str) -> list[Purpose]:
    return [purpose for purpose in _purposes.values() if purpose.entity == entity]
