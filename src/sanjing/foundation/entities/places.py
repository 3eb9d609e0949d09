"""The columns of a board: the options of a choice, or the records of a short list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Model
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.asking import Question
from sanjing.foundation.entities.boards import Board
from sanjing.foundation.entities.fields import Field
from sanjing.foundation.entities.records import NotFound


@dataclass(frozen=True)
class Place:
    """One column; `record` is the record it stands for, if it stands for one."""

    key: str
    label: str
    record: Model | None = None


@dataclass(frozen=True)
class Lane:
    """One of the records of `Board.within`, whose columns are shown one at a time."""

    key: str
    label: str
    current: bool


def lanes(board: Board, fields: Mapping[str, Field], question: Question) -> list[Lane]:
    """What the board is shown for, the chosen one marked; empty if there is nothing to choose.

    Raises NotFound for a lane that is not there.
    """
    within = fields.get(board.within)
    if within is None:
        return []
    options = within.kind.options(within)
    asked = next((str(t.value) for t in question.tests if t.field == board.within), "")
    chosen = asked or (options[0][0] if options else "")
    if asked and asked not in dict(options):
        raise NotFound(_("没有这个%(what)s。") % {"what": within.label})
    return [Lane(key, label, key == chosen) for key, label in options]


def places(board: Board, by: Field, actor: Actor, lane: str = "") -> list[Place]:
    """The columns in their order, of one `lane` if the board has any."""
    if by.target_model is None:
        return [Place(key, str(label)) for key, label in by.choices]
    rows = by.target.visible_to(actor)
    rows = rows.filter(**{board.within: lane}) if lane else rows
    rows = rows.order_by(by.target.listing.sort, "pk")
    return [Place(str(one.pk), by.target.title_of(one), one) for one in rows]
