"""What a row of a file says, as far as it is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Values = dict[str, Any]


@dataclass(slots=True)
class Named:
    """What a row says of a linked record or a person: its code, its name, or both."""

    code: str = ""
    name: str = ""

    @property
    def text(self) -> str:
        return self.name or self.code


@dataclass(slots=True)
class Draft:
    """One row as read. `named` are links still to be found, `spare` what only the notes can keep.

    `guessed` are values for a new record that the row does not say, but is taken to mean.
    `doubtful` counts the cells that are wrong and went to the notes.
    """

    row: int
    values: Values = field(default_factory=dict)
    beside: Values = field(default_factory=dict)
    named: dict[str, Named] = field(default_factory=dict)
    spare: list[str] = field(default_factory=list)
    rest: str = ""
    guessed: Values = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    doubtful: int = 0
