"""From the cells of a row to values by field, with what is wrong said in sentences."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.transfers import KEPT
from sanjing.foundation.phrases import labelled, noted
from sanjing.foundation.transfer.cells import Take, days_of, further_ways, is_nothing, taker
from sanjing.foundation.transfer.drafts import Draft, Named, Values
from sanjing.foundation.transfer.files import BadCell
from sanjing.foundation.transfer.mapping import Assigned, Mapping
from sanjing.foundation.transfer.options import NOWHERE, Unknown
from sanjing.foundation.transfer.persons import drawn_together, names_people, parted
from sanjing.foundation.transfer.pieces import (
    NAME,
    PLACE,
    in_a_row,
    settle_place,
    whole_name,
    whole_place,
    with_place,
)
from sanjing.foundation.transfer.recognise.names import is_person
from sanjing.foundation.transfer.targets import Column, columns_for
from sanjing.foundation.transfer.undated import WithoutYear, dated, is_day

NOT = "not"
TOTAL = "total"
REACHES = ("phone", "email")


@dataclass(frozen=True, slots=True)
class _Slot:
    index: int
    header: str
    column: Column
    part: str | None
    take: Take


class RowReader:
    """Reads the rows of one file for one actor."""

    def __init__(
        self,
        entity: Entity,
        actor: Actor,
        mapping: Mapping,
        sample: list[list[Any]],
        *,
        clear: bool = False,
    ):
        """`clear` lets an empty cell empty the field of a record that is there already."""
        self.clear = clear
        columns = columns_for(entity, actor)
        self.entity, self.transfer = entity, entity.transfer
        self.words = entity.transfer.words if entity.transfer else {}
        self.slots = [
            _Slot(
                n,
                one.header,
                columns[one.name],
                one.part,
                self._taker(columns[one.name], one, n, sample),
            )
            for n, one in enumerate(mapping)
            if one.name in columns
        ]
        self.names = {slot.column.name for slot in self.slots if slot.part != KEPT}
        self.people = [s for s in self.slots if not s.part and self._names_person(s.column)]
        self.reaches = {column.field.name for column in columns.values()} & {"mobile", "phone"}
        self.days = {
            slot.column.name: days_of(slot.take, slot.index, sample)
            for slot in self.slots
            if slot.column.field.kind.name in ("date", "moment")
        }
        own = (column for column in columns.values() if column.home == "own")
        self.own = {column.name: column.field.kind.name for column in own}
        self.alone = self._alone(sample)

    def _taker(self, column: Column, one: Assigned, index: int, sample: list[list[Any]]) -> Take:
        if self._names_person(column):
            return drawn_together
        values = [cells[index] for cells in sample if index < len(cells)]
        words = self.words.get(column.name, NOWHERE) if column.home == "own" else NOWHERE
        told = column.home == "own" and self.transfer is not None and self.transfer.place is None
        return taker(
            column.field, one.header, values, words=words, denied=one.part == NOT, told=told
        )

    def _names_person(self, column: Column) -> bool:
        beside = self.transfer.beside if self.transfer else None
        if column.home == "beside":
            return beside is not None and column.field.name == beside.match
        search = self.entity.search
        return column.home == "own" and search is not None and column.name in search.persons

    def _alone(self, sample: list[list[Any]]) -> Values:
        """What a new record whose name is a person's is, where the file does not say."""
        beside = self.transfer.beside if self.transfer else None
        titles = [s for s in self.slots if s.column.name == self.entity.title]
        if beside is None or not titles or self.names & {*beside.alone}:
            return {}
        header, index = titles[0].header, titles[0].index
        parted = any(slot.part in NAME for slot in titles)
        values = [cells[index] for cells in sample if index < len(cells)]
        return dict(beside.alone) if parted or names_people(header, values) else {}

    def read(self, row: int, cells: list[Any]) -> Draft:
        draft = Draft(row)
        pieces: dict[str, dict[str, str]] = defaultdict(dict)
        for cell in cells:
            if type(cell) is BadCell:
                draft.problems.append(str(cell))
        for slot in self.slots:
            cell = cells[slot.index]
            if not is_nothing(cell) and type(cell) is not BadCell:
                self._put(draft, slot, cell, pieces)
            elif self.clear and cell is None and not slot.part and slot.column.home == "own":
                draft.values[slot.column.name] = None
        self._date(draft)
        for name, parts in pieces.items():
            self._join(draft, name, parts)
        for slot in self.people:
            self._part(draft, slot)
        if self.transfer and self.transfer.locality:
            self._settle_place(draft, *self.transfer.locality)
        elif draft.rest:
            draft.spare.append(draft.rest)
        if self.transfer and self.transfer.beside and draft.beside:
            self._stand_alone(draft)
        if self.alone and is_person(_text(draft.values.get(self.entity.title, ""))):
            draft.guessed = self.alone
        return draft

    def _put(self, draft: Draft, slot: _Slot, cell: Any, pieces: dict[str, dict[str, str]]) -> None:
        column, kind = slot.column, slot.column.field.kind.name
        target = draft.beside if column.home == "beside" else draft.values
        name = column.field.name if column.home == "beside" else column.name
        name = TOTAL if slot.part == TOTAL else name
        if slot.part == KEPT:
            draft.spare.append(noted(slot.header, _text(cell)))
        elif kind in ("link", "user"):
            self._name(draft, slot, _text(cell))
        elif slot.part and slot.part not in (NOT, TOTAL):
            pieces[column.name][slot.part] = _text(cell)
        else:
            try:
                target[name] = slot.take(cell)
            except Unknown as word:
                if word.nearest is not None:
                    target[name] = word.nearest
                told = f"{_text(cell)} {word.fault}".strip()
                draft.spare.append(noted(slot.header, told))
                draft.doubtful += bool(word.fault)
            if kind in REACHES:
                draft.spare += [noted(slot.header, way) for way in further_ways(cell, kind)]

    def _part(self, draft: Draft, slot: _Slot) -> None:
        target = draft.beside if slot.column.home == "beside" else draft.values
        if left := parted(target, slot.column.field.name, self.reaches):
            draft.spare.append(noted(slot.header, _text(left)))

    def _date(self, draft: Draft) -> None:
        """A day without its year is of the year that the column's other days and the row's agree on."""
        for name, day in [*draft.values.items()]:
            if not isinstance(day, WithoutYear):
                continue
            others = {*self.days[name], *filter(is_day, draft.values.values())}
            if found := dated(day, others):
                draft.values[name] = found
            elif day.spared:
                draft.spare.append(noted(self._label(name), draft.values.pop(name).text))
            else:
                draft.problems.append(labelled(self._label(name), _("“%s”没有写年份") % day.text))
                draft.values[name] = day.text

    def _name(self, draft: Draft, slot: _Slot, text: str) -> None:
        column, part = slot.column, "code" if slot.part == "code" else "name"
        if column.home == "extra":
            draft.values[column.name if part == "code" else f"{column.name}_name"] = text
        else:
            setattr(draft.named.setdefault(column.name, Named()), part, text)

    def _join(self, draft: Draft, name: str, parts: dict[str, str]) -> None:
        column = next(slot.column for slot in self.slots if slot.column.name == name)
        target = draft.beside if column.home == "beside" else draft.values
        own = column.field.name if column.home == "beside" else name
        if any(part in NAME for part in parts):
            target[own] = whole_name(parts)
        elif any(part in PLACE for part in parts) and column.field.kind.name == "region":
            place = whole_place(parts, _text(draft.values.pop(name, "")))
            draft.values |= {name: place.code} if place.code else {}
            draft.rest = place.rest
        else:
            lines = [parts[key] for key in sorted(parts) if key not in PLACE]
            tail = [parts[key] for key in reversed(PLACE) if key in parts]
            text = " ".join(filter(None, [target.get(own, ""), *lines]))
            target[own] = with_place(in_a_row(tail), text)

    def _settle_place(self, draft: Draft, region: str, address: str) -> None:
        if loose := settle_place(draft.values, draft.rest, region, address):
            draft.spare.append(noted(self._label(region), loose))

    def _stand_alone(self, draft: Draft) -> None:
        """A row that names a person and no firm is that person; one that names nobody is the firm's."""
        beside, title = self.transfer.beside, self.entity.title
        if beside.match in draft.beside:
            if title in draft.values:
                return
            draft.values |= {title: draft.beside.pop(beside.match)} | dict(beside.alone)
        for name, value in draft.beside.items():
            own = self._own_place(beside.named(name), name, draft.values)
            if own:
                draft.values[own] = value
            else:
                draft.spare.append(noted(self._label(beside.named(name)), str(value)))
        draft.beside = {}

    def _own_place(self, column: str, name: str, values: Values) -> str:
        """The record's own empty field for what was meant for the person beside it."""
        if name in self.own and name not in values:
            return name
        kind = next(s.column.field.kind.name for s in self.slots if s.column.name == column)
        alike = [n for n, k in self.own.items() if k == kind and n not in values]
        return alike[0] if alike and kind in REACHES else ""

    def _label(self, name: str) -> str:
        return next((slot.column.label for slot in self.slots if slot.column.name == name), name)


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())
