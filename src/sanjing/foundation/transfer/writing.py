"""Writing one chunk of a file: find, make, change, and what stands beside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import batches
from sanjing.foundation.entities.batches import Outcome
from sanjing.foundation.entities.cleaning import may_write
from sanjing.foundation.entities.errors import Forbidden, Refusal
from sanjing.foundation.entities.transfers import KEPT, Place, with_lines
from sanjing.foundation.transfer.beside import write_beside
from sanjing.foundation.transfer.drafts import Draft
from sanjing.foundation.transfer.fates import Item, Written, sentences
from sanjing.foundation.transfer.grouping import Group
from sanjing.foundation.transfer.linking import Linker
from sanjing.foundation.transfer.matching import Ambiguous, Matcher
from sanjing.foundation.transfer.reading import RowReader
from sanjing.foundation.transfer.survey import Keys

Values = dict[str, Any]


class Writer:
    """Writes groups of rows as one actor. Call `write` inside a transaction."""

    def __init__(
        self, reader: RowReader, keys: Keys, *, by: Actor, at: datetime, batch: int | None
    ):
        self.reader, self.entity, self.by, self.at, self.batch = (
            reader,
            reader.entity,
            by,
            at,
            batch,
        )
        self.matcher = Matcher(self.entity, keys, by=by)
        self.linker = Linker(self.entity, by=by, at=at, batch=batch)
        bound = [f.bound_to(by, self.entity.name) for f in self.entity.fields.values()]
        self.changeable = {f.name for f in bound if may_write(f, creating=False)}

    def write(self, groups: Sequence[Group]) -> Written:
        """A rule that turns down the whole write, such as a full vehicle, refuses the one group that breaks it:
        the others are written, in their order. Raises Forbidden.
        """
        before = self.linker.mark()
        try:
            with transaction.atomic():
                return self._write_all(groups)
        except Forbidden:
            raise
        except Refusal as refusal:
            self.linker.go_back(before)
            if len(groups) == 1:
                return Written(refused=[(row[0], [refusal.message]) for row in groups[0].rows])
        middle = len(groups) // 2
        written = self.write(groups[:middle])
        written.add(self.write(groups[middle:]))
        return written

    def _write_all(self, groups: Sequence[Group]) -> Written:
        written = Written()
        items = [Item([self.reader.read(*row) for row in g.rows], g.shared) for g in groups]
        drafts = [draft for item in items for draft in item.drafts if not draft.problems]
        made = self.linker.counts()
        self.linker.resolve(drafts)
        items = [item for item in items if self._readable(item, written)]
        if self.entity.transfer and self.entity.transfer.place:
            self._place(self.entity.transfer.place, items, written)
        else:
            self._write(items, written)
            write_beside(self.entity, items, written, by=self.by, at=self.at, batch=self.batch)
            self._count(items, written)
        written.tally.update(
            {f"made_{name}": n for name, n in (self.linker.counts() - made).items()}
        )
        return written

    def _readable(self, item: Item, written: Written) -> bool:
        """Refuse the rows that cannot be read; rows of an order stand and fall together."""
        bad = [draft for draft in item.drafts if draft.problems]
        together = self.entity.transfer is not None and self.entity.transfer.place is not None
        if bad and together:
            told = _("同一单的第 %(row)s 行有问题") % {"row": bad[0].row}
            bad = [*bad, *(d for d in item.drafts if not d.problems)]
            written.refused += [(d.row, d.problems or [told]) for d in bad]
            return False
        written.refused += [(draft.row, draft.problems) for draft in bad]
        item.drafts = [draft for draft in item.drafts if not draft.problems]
        return bool(item.drafts)

    def _place(self, place: Place, items: list[Item], written: Written) -> None:
        drafts = [draft for item in items for draft in item.drafts]
        inherit(items, self.entity.transfer.keys)
        keeps = bool(self.entity.transfer.spare in self.changeable)
        rows = [
            filled(draft.values) | ({KEPT: draft.spare} if keeps and draft.spare else {})
            for draft in drafts
        ]
        outcome = place(rows, by=self.by, at=self.at, batch=self.batch)
        for position, draft in enumerate(drafts):
            if position in outcome.refused:
                written.refused.append(
                    (draft.row, sentences(self.entity, outcome.refused[position]))
                )
            else:
                written.tally["doubtful"] += draft.doubtful
        written.created += len(outcome.created)
        written.changed += len(outcome.changed)
        written.skipped += len(outcome.unchanged)
        records = {r.pk for r in (*outcome.created.values(), *outcome.changed.values())}
        written.tally[self.entity.name] += len(records)

    def _write(self, items: list[Item], written: Written) -> None:
        merged = [merge(item.drafts) for item in items]
        found = self.matcher.find(merged, [item.shared for item in items])
        self._stand_in(items, merged, found)
        new = [n for n, pk in enumerate(found) if pk is None]
        old = [(n, pk) for n, pk in enumerate(found) if isinstance(pk, int)]
        for n, pk in enumerate(found):
            if isinstance(pk, Ambiguous):
                items[n].fate = "refused"
                written.refused += [(draft.row, [str(pk)]) for draft in items[n].drafts]
        self._create(new, items, merged, written)
        self._change(old, items, merged, written)

    def _stand_in(self, items: list[Item], merged: list[Values], found: list) -> None:
        """A new record without its link is found, or made, under the one its own name makes."""
        fresh = {id(item.last): n for n, item in enumerate(items) if found[n] is None}
        lonely = self.linker.stand_in([items[n].last for n in fresh.values()])
        places = [fresh[id(draft)] for draft in lonely]
        for n in places:
            merged[n] = merge(items[n].drafts)
        again = self.matcher.find([merged[n] for n in places], [items[n].shared for n in places])
        for n, pk in zip(places, again, strict=True):
            found[n] = pk

    def _create(
        self, new: list[int], items: list[Item], merged: list[Values], written: Written
    ) -> None:
        if new and not self.by.may(self.entity.name, "create"):
            sentence = _("您的角色不能新建%(what)s。") % {"what": self.entity.label}
            outcome = Outcome(refused={n: {"": [sentence]} for n in range(len(new))})
        elif new:
            rows = [
                self._with_spare(items[n].last.guessed | filled(merged[n]), spare_of(items[n]))
                for n in new
            ]
            outcome = batches.create_many(
                self.entity, rows, by=self.by, at=self.at, batch=self.batch
            )
        else:
            outcome = Outcome()
        self._note(outcome, [items[n] for n in new], written)
        if getattr(self.entity.policy, "open_when_unowned", False):
            owner = f"{self.entity.policy.owner}_id"
            held = [one for one in outcome.created.values() if hasattr(one, owner)]
            written.tally["unowned"] += sum(getattr(one, owner) is None for one in held)

    def _change(
        self, old: list[tuple[int, int]], items: list[Item], merged: list[Values], written: Written
    ) -> None:
        notes = self._standing_notes([pk for n, pk in old if spare_of(items[n])])
        rows = []
        for n, pk in old:
            values = {k: v for k, v in merged[n].items() if k in self.changeable}
            rows.append((pk, self._with_spare(values, spare_of(items[n]), notes.get(pk, ""))))
        if rows:
            outcome = batches.change_many(
                self.entity, rows, by=self.by, at=self.at, batch=self.batch
            )
            self._note(outcome, [items[n] for n, _pk in old], written)

    def _standing_notes(self, ids: list[int]) -> dict[int, str]:
        """What the notes of these records say now, so that lines are added and none is lost."""
        spare = self.entity.transfer.spare if self.entity.transfer else ""
        if not spare or not ids:
            return {}
        rows = self.entity.model._default_manager.filter(pk__in=ids)
        return dict(rows.values_list("pk", spare))

    def _with_spare(self, values: Values, lines: list[str], standing: str = "") -> Values:
        spare = self.entity.transfer.spare if self.entity.transfer else ""
        if not lines or spare not in self.changeable:
            return values
        note = str(values.get(spare) or "")
        said = " ".join(note.split()) in " ".join(standing.split())
        both = standing if said else with_lines(note, standing.splitlines())
        return values | {spare: with_lines(both, lines)}

    def _note(self, outcome: Outcome, items: list[Item], written: Written) -> None:
        for fate in ("created", "changed", "unchanged"):
            for position, record in getattr(outcome, fate).items():
                items[position].record, items[position].fate = record, fate
        for position, errors in outcome.refused.items():
            items[position].fate = "refused"
            reasons = sentences(self.entity, errors)
            written.refused += [(draft.row, reasons) for draft in items[position].drafts]

    def _count(self, items: list[Item], written: Written) -> None:
        """A row counts once; rows merged into a later one have nothing left to change."""
        for item in items:
            if item.fate != "refused":
                written.created += item.fate == "created"
                written.changed += item.fate == "changed"
                written.skipped += (item.fate == "unchanged") + len(item.drafts) - 1
                written.tally["merged"] += len(item.drafts) - 1
                written.tally["doubtful"] += sum(draft.doubtful for draft in item.drafts)


def merge(drafts: Sequence[Draft]) -> Values:
    """Several rows of one record: what a later row says stands, and an empty cell only if none says more."""
    values: Values = {}
    for draft in drafts:
        values |= {k: v for k, v in draft.values.items() if v is not None or k not in values}
    return values


def filled(values: Values) -> Values:
    """A new record has nothing to clear."""
    return {name: value for name, value in values.items() if value is not None}


def spare_of(item: Item) -> list[str]:
    return list(dict.fromkeys(line for draft in item.drafts for line in draft.spare))


def inherit(items: list[Item], keys: Keys) -> None:
    """Lines below a merged cell take the key of the row above."""
    for item in items:
        for draft in item.drafts[1:]:
            for key in keys:
                for name in key:
                    if name in item.drafts[0].values:
                        draft.values.setdefault(name, item.drafts[0].values[name])
