"""What own fields point at: kept as an id, and named for a reader, a whole page at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, Model, OuterRef, QuerySet
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.models import User
from sanjing.foundation.entities.kinds.base import Cell

if TYPE_CHECKING:
    from sanjing.foundation.entities.fields import Field


@dataclass(frozen=True, slots=True)
class Pointer:
    """A record or a person by its id alone; the field that holds it says what it is called."""

    pk: int


class Names:
    """What the targets of one own field are called to its reader, each asked for once."""

    def __init__(self, field: Field):
        self.field = field
        self.known: dict[int, Cell] = {}

    def read(self, ids: Iterable[int]) -> None:
        """Look up those not known yet, in one query."""
        if missing := {*ids} - self.known.keys():
            found = people(missing) if self.field.target_model is User else self._records(missing)
            self.known |= dict.fromkeys(missing, Cell(_("（已删除）"))) | found

    def cell(self, pk: int) -> Cell:
        self.read([pk])
        return self.known[pk]

    def told(self, remembered: dict[str, Any]) -> str:
        """The name an event remembers, unless the reader may see only some of the targets: then
        what the target is to them today.
        """
        if self.field.target_model is User or self._reaches_all():
            return str(remembered["text"])
        return self.cell(remembered["id"]).text

    def _reaches_all(self) -> bool:
        target, reader = self.field.target, self.field.reader
        return reader is None or target.policy.reaches_all(reader, target.name, "see")

    def _records(self, ids: set[int]) -> dict[int, Cell]:
        rows = self.field.target.for_index(self.field.target.model._default_manager.all())
        return {row.pk: self._named(row) for row in self._marked(rows).filter(pk__in=ids)}

    def _marked(self, rows: QuerySet) -> QuerySet:
        """Rows that say as `reached` whether the reader may see them, where that is a question."""
        target, reader = self.field.target, self.field.reader
        if reader is None or self._reaches_all():
            return rows
        same = target.model._default_manager.filter(pk=OuterRef("pk"))
        return rows.annotate(reached=Exists(target.policy.filter(same, reader, target.name, "see")))

    def _named(self, row: Any) -> Cell:
        target = self.field.target
        if not getattr(row, "reached", True):
            return Cell(_("无权查看"))
        title = target.title_of(row)
        hub = getattr(row, target.hub) if target.hub not in (None, "self") else None
        if self.field.reader and (row.removed_at or (hub and hub.removed_at)):
            return Cell(_("%(title)s（在回收站）") % {"title": title})
        return Cell(title, href=target.url(row))


def people(ids: Iterable[int]) -> dict[int, Cell]:
    """Colleagues are named to everybody, those who left too."""
    return {user.pk: Cell(user.name) for user in User.objects.filter(pk__in=ids)}


def name_pointed(fields: Iterable[Field], records: Sequence[Model]) -> None:
    """Learn, a query a field, what all these records point at is called, before they are shown."""
    for field in fields:
        if field.points and not field.masked:
            held = (record.custom.get(field.name) for record in records)
            field.names.read(pk for pk in held if pk)
