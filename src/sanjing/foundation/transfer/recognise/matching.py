"""Match the columns of a table to the targets of an entity."""

import re
from typing import Any

from .assignment import assign
from .noise import is_technical
from .normalise import parse_header
from .parts import add_parts
from .profile import profile_column, suggest_kind
from .scoring import ACCEPTED, NO_MATCH, Column, Goal, Score, goals_of, score
from .targets import Match, Reason, Target
from .vocabulary import meanings

UNNAMED = re.compile(r"列\s?\d+|column\s?\d+|field\s?\d+|unnamed:?\s?\d*|_c?\d+", re.I)
REQUIRED_BONUS = 0.2
FILLED_BONUS = 0.04
ORDER_PENALTY = 0.0005


def recognise(
    table_columns: list[str], sample: list[list[Any]], targets: list[Target]
) -> list[Match]:
    """Say for every column, in order, which target it fills.

    sample: data rows with one cell per column (shorter rows count as empty at the end). Each
    target is given to one column, or to several that each carry a `part` of it.
    """
    columns = describe(table_columns, sample)
    goals, own = goals_of(targets)
    open_columns = [column for column in columns if not is_technical(column, targets)]
    scores = [[score(column, goal, own) for column in open_columns] for goal in goals]
    found = _assigned(goals, open_columns, scores)
    found = add_parts(open_columns, goals, own, found)
    technical = {column.index for column in columns} - {column.index for column in open_columns}
    return [
        _match(column, found.get(column.index), column.index in technical) for column in columns
    ]


def describe(table_columns: list[str], sample: list[list[Any]]) -> list[Column]:
    """Read headers and values of all columns."""
    columns = []
    for index, header in enumerate(table_columns):
        values = [row[index] if index < len(row) else None for row in sample]
        named = bool(parse_header(header).squashed) and not UNNAMED.fullmatch(header.strip())
        readings = meanings(header) if named else ()
        columns.append(Column(index, header, named, readings, profile_column(values)))
    return columns


def _assigned(
    goals: list[Goal], columns: list[Column], scores: list[list[Score]]
) -> dict[int, tuple[Goal, Score, str | None]]:
    gains = [
        [_gain(goal, column, item) for column, item in zip(columns, row, strict=True)]
        for goal, row in zip(goals, scores, strict=True)
    ]
    return {
        columns[place].index: (goals[row], scores[row][place], None)
        for row, place in assign(gains).items()
    }


def _gain(goal: Goal, column: Column, item: Score) -> float:
    if item.value < ACCEPTED:
        return 0.0
    bonus = REQUIRED_BONUS if goal.target.required else 0.0
    return (
        item.value
        + bonus
        + FILLED_BONUS * column.profile.filled
        - ORDER_PENALTY * column.index * item.value
    )


def _match(column: Column, found: tuple[Goal, Score, str | None] | None, technical: bool) -> Match:
    if found:
        goal, item, part = found
        reason: Reason = "part" if part in ("first", "last", "middle") else item.reason
        return Match(column.header, goal.target, round(item.value, 3), reason, part)
    if technical or column.concept == "related_id":
        return Match(column.header, None, 0.9, "technical")
    if not column.profile.count:
        return Match(column.header, None, NO_MATCH.value, "empty", suggested_kind="text")
    kind = suggest_kind(column.profile, column.concept)
    if column.concept == "identity" or column.profile.share("identity") >= 0.5:
        return Match(column.header, None, NO_MATCH.value, "private", suggested_kind=kind)
    return Match(column.header, None, NO_MATCH.value, "unknown", suggested_kind=kind)
