"""What a token opens: "read" or "write" of everything, or of one record type: "orders:read"."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanjing.foundation.accounts.catalog import Describable, describable_entities
from sanjing.foundation.labels import Label

READ, WRITE = "read", "write"
LEVELS = [(READ, gettext_lazy("只读")), (WRITE, gettext_lazy("读和写"))]

_elsewhere: dict[str, Label] = {}


def name_scope(scope: str, label: Label) -> None:
    """Say in the list of tokens what one opens outside the API; naming it again replaces."""
    _elsewhere[scope] = label


def entities_of_api() -> list[Describable]:
    """The record types that a token can be limited to."""
    return [entity for entity in describable_entities() if entity.slug]


def scopes_of(level: str, slug: str = "") -> list[str]:
    """Who may write may read what they wrote."""
    words = [READ, WRITE] if level == WRITE else [READ]
    return [f"{slug}:{word}" if slug else word for word in words]


def spoken(scopes: Collection[str]) -> list[tuple[str, bool]]:
    """(words, whether it may write) of each record type, or of everything, and of what else it opens."""
    if told := level_of(scopes, ""):
        return [(str(dict(LEVELS)[told]), told == WRITE)]
    found = ((entity.label, level_of(scopes, f"{entity.slug}:")) for entity in entities_of_api())
    return [
        (_("%(what)s：%(level)s") % {"what": label, "level": dict(LEVELS)[told]}, told == WRITE)
        for label, told in found
        if told
    ] + [(str(label), False) for scope, label in _elsewhere.items() if scope in scopes]


def level_of(scopes: Iterable[str], prefix: str) -> str:
    return next((word for word in (WRITE, READ) if f"{prefix}{word}" in scopes), "")
