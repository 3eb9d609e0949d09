"""What an entity says about files: how rows find their records and what a row feeds besides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from sanjing.foundation.accounts.actor import Actor
    from sanjing.foundation.entities.batches import Outcome
    from sanjing.foundation.entities.fields import Field

Key = str | tuple[str, ...]
Values = dict[str, Any]
KEPT = "kept"
"""The part of a column whose cells go to the notes under their header, and the key of such lines."""


@dataclass(frozen=True)
class LinkBy:
    """How a file names a linked record: by `match` in turn; made on the way if `create`.

    `given` are values of a record so made. `otherwise` is the field of the row itself that names
    the linked record when the file does not: a person without a company is a customer of their own,
    made with the values `alone`. `aliases` is a field of tags in which a record of a short list keeps
    what others call it. `within` is the link that both records share, such as the customer whose
    contact is named: it is looked for there alone, and one that is not there is kept in the notes.
    """

    match: tuple[str, ...] = ("reference",)
    create: bool = False
    given: Mapping[str, Any] = field(default_factory=dict)
    otherwise: str = ""
    alone: Mapping[str, Any] = field(default_factory=dict)
    aliases: str = ""
    within: str = ""


@dataclass(frozen=True)
class Beside:
    """A second record fed from the same row, such as the person to ask for at a customer.

    `link` is its field that points back; `fields` are those a file may fill, called
    "<entity>_<field>" in its mapping; `match` names it. A row that names it and not the record
    itself is taken for a record of that name, with the values `alone`.
    """

    entity: str
    link: str
    fields: tuple[str, ...]
    match: str = "name"
    alone: Mapping[str, Any] = field(default_factory=dict)

    def named(self, name: str) -> str:
        return f"{self.entity}_{name}"


@dataclass(frozen=True)
class Words:
    """What files call the options of a choice, by option, beside their labels in every language.

    A word that is `near` an option says more than it (待付款 is a confirmed order, not paid yet), so
    it is kept in the notes as well.
    """

    same: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    near: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class Place(Protocol):
    """Brings rows in where one row is not one record. Rows of one key come in one call.

    A row may hold lines for the notes, under `KEPT`. The outcome answers every row by its position.
    """

    def __call__(
        self, rows: Sequence[Values], *, by: Actor, at: datetime, batch: int | None
    ) -> Outcome: ...


@dataclass(frozen=True)
class Transfer:
    """How an entity goes into files and comes out of them.

    `match_on` are the keys an import may find existing records by, the surest first; several fields
    together make one key. `locality` names the region field and the text that takes what is left of
    an address. `spare` is the long text that keeps, under its label, what no field could take.
    `words` are what files call the options of a choice field. `extra` are columns of a file that the
    entity itself does not have; `place` brings rows in that are not a record each, such as order
    lines, and is given links among `extra` as text: a code under the name of the field, a name under
    "<field>_name".
    """

    match_on: tuple[Key, ...] = ("reference",)
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    exclude: tuple[str, ...] = ()
    links: Mapping[str, LinkBy] = field(default_factory=dict)
    beside: Beside | None = None
    locality: tuple[str, str] | None = None
    spare: str = ""
    words: Mapping[str, Words] = field(default_factory=dict)
    extra: tuple[Field, ...] = ()
    place: Place | None = None

    @property
    def keys(self) -> list[tuple[str, ...]]:
        return [(key,) if isinstance(key, str) else key for key in self.match_on]


def with_lines(text: str, lines: Iterable[str]) -> str:
    """A note that also says these lines, each once; what stands there is never lost.

    >>> with_lines("老客户", ["传真：1234", "老客户"]).splitlines()
    ['老客户', '传真：1234']
    """
    return "\n".join(filter(None, [text, *(line for line in lines if line not in text)]))
