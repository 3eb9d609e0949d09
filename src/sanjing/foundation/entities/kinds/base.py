"""What a kind of field must answer.

A kind is stateless; everything about one field is in `Field`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q

if TYPE_CHECKING:
    from datetime import date, datetime

    from sanjing.foundation.accounts.actor import Actor
    from sanjing.foundation.entities.fields import Field


@dataclass(frozen=True, slots=True)
class Cell:
    """One value ready to be shown; templates decide the markup."""

    text: str
    href: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks a question and on which day, for values such as "me" and "last 90 days"."""

    actor: Actor
    today: date


class AnotherKind(ValueError):
    """A value that is right in itself, but of another kind than the field holds: a file's notes keep it."""


EMPTY = (None, "", [], ())


class Kind:
    """`short` values never break over two lines of a list."""

    name = "text"
    align = "start"
    operators: tuple[str, ...] = ("is", "is_not", "empty", "filled")
    sortable = True
    short = False
    api_type: Any = str
    empty: Any = None

    def parse(self, raw: Any, field: Field) -> Any:
        """The stored value of what a person, a file or the API gave. ValueError says why not."""
        raise NotImplementedError

    def format(self, value: Any, field: Field) -> str:
        """Text for export, such that `parse(format(value)) == value`."""
        return "" if value in EMPTY else str(value)

    def display(self, value: Any, field: Field) -> str:
        """Text for people."""
        return self.format(value, field)

    def cell(self, value: Any, field: Field) -> Cell:
        return Cell(self.display(value, field))

    def glance(self, value: Any, field: Field, now: datetime) -> Cell:
        """The cell of a list, where there is room for less than on the record's own page; `now` is
        local time.
        """
        return self.cell(value, field)

    def mask(self, value: Any) -> str:
        return "***"

    def to_json(self, value: Any) -> Any:
        """A JSON value, for events, custom fields and the API."""
        return value

    def from_json(self, data: Any) -> Any:
        return data

    def keep(self, value: Any) -> Any:
        """What a custom field holds in its JSON, such that the database compares and sorts it."""
        return self.to_json(value)

    def kept(self, data: Any) -> Any:
        return self.from_json(data)

    def form_field(self, field: Field) -> forms.Field:
        return forms.CharField(widget=self.widget(field), **self.form_options(field))

    def form_options(self, field: Field) -> dict[str, Any]:
        return {"label": field.label, "required": field.required, "help_text": field.help}

    def widget(self, field: Field) -> forms.Widget:
        return forms.TextInput()

    def asking_field(self, op: str, field: Field) -> forms.Field:
        """The control for the right-hand side of a criterion."""
        return self.form_field(field)

    def held(self, value: Any, field: Field) -> tuple[tuple[Any, Any], ...]:
        """The option that a record holds although it is no longer offered."""
        return ()

    def initial(self, value: Any, field: Field) -> Any:
        """What the form control starts with."""
        return self.format(value, field)

    def question(self, op: str, raw: Any, field: Field) -> Any:
        """The parsed right-hand side of a criterion. ValueError says why not."""
        return None if op in ("empty", "filled") else self.parse(raw, field)

    def q(self, path: str, op: str, value: Any, asked: Asked) -> Q:
        """A two-valued condition: never NULL, so that "not" means what people expect."""
        present = Q(**{f"{path}__isnull": False})
        if op == "empty":
            return self.blank(path)
        if op == "filled":
            return ~self.blank(path)
        if op == "is":
            return present & Q(**{path: value})
        if op == "is_not":
            return ~(present & Q(**{path: value}))
        return present & Q(**{f"{path}__{LOOKUPS[op]}": value})

    def q_kept(self, path: str, op: str, value: Any, asked: Asked) -> Q:
        """The same over the JSON of own fields, which no relation leads on from."""
        return self.q(path, op, value, asked)

    def blank(self, path: str) -> Q:
        return Q(**{f"{path}__isnull": True})

    def search_names(self, value: Any, field: Field) -> list[str]:
        return []

    def search_digits(self, value: Any) -> list[str]:
        return []


def several(raw: Any) -> list[Any]:
    """The values of an "in", given as a list or in one text."""
    return raw if isinstance(raw, list) else str(raw).split(",")


LOOKUPS = {
    "contains": "icontains",
    "starts": "istartswith",
    "above": "gt",
    "at_least": "gte",
    "below": "lt",
    "at_most": "lte",
}
