"""What columns can be matched to, and the answer."""

from dataclasses import dataclass
from typing import Literal

type Reason = Literal[
    "header", "content", "both", "part", "technical", "empty", "unknown", "private"
]


@dataclass(frozen=True)
class Target:
    """A field of an entity that an import may fill.

    kind: text longtext choice money number date moment phone email url region person company
    link user tags flag. choices: the labels a value may have.
    """

    name: str
    label: str
    kind: str = "text"
    aliases: tuple[str, ...] = ()
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Match:
    """What one column means.

    part: which piece of the target the column is, when several columns feed it: "first",
    "last", "middle" of a name; "province", "city", "district" of a region; "line1", "line2" of
    an address; "code" or "name" of a linked record. suggested_kind: for a column without
    target, the kind of custom field that would hold it; None for a technical column.
    """

    column: str
    target: Target | None
    confidence: float
    reason: Reason
    part: str | None = None
    suggested_kind: str | None = None
