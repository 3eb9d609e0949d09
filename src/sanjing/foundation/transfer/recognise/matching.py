"""Match the columns of a table to the targets of an entity."""

import re
from collections import Counter
from dataclasses import replace
from typing import Any

from .assignment import assign
from .noise import is_technical
from .normalise import parse_header
from .parts import add_parts
from .profile import profile_column, suggest_kind
from .scoring import ACCEPTED, NO_MATCH, Column, Goal, Score, goals_of, is_named, score
from .targets import Match, Reason, Target
from .vocabulary import meanings

PREFIX = re.compile(r"[^\W\d_][\w ]{1,20}?(?: [-–] |[:：.] ?)(?=\S)")
LINK_ID = re.compile(r"(_id|[ ./]id)$", re.I)
UNNAMED = re.compile(r"列\s?\d+|column\s?\d+|field\s?\d+|unnamed:?\s?\d*|_c?\d+", re.I)
WITH_TAX = frozenset({"价税合计", "税价合计", "价税合计金额", "含税金额", "含税总额", "含税合计"})
WITHOUT_TAX = frozenset({"金额", "合计金额", "不含税金额", "开票金额", "净额"})
SURE = 0.8
REQUIRED_BONUS = 0.2
FILLING_BONUS = 0.9  # without it every row is refused
NAMED_BONUS = 1.0  # whoever writes the field's own name means it
FILLED_BONUS = 0.04
FULLER_BONUS = 0.15  # of two columns of phones or numbers the one with fewer gaps
ORDER_PENALTY = 0.0005


def recognise(
    table_columns: list[str], sample: list[list[Any]], targets: list[Target]
) -> list[Match]:
    """Say for every column, in order, which target it fills.

    sample: data rows with one cell per column (shorter rows count as empty at the end). Each
    target is given to one column, or to several that each carry a `part` of it.
    """
    columns = with_tax(describe(table_columns, sample))
    goals, own = goals_of(targets)
    open_columns = [column for column in columns if not is_technical(column, targets)]
    scores = [[score(column, goal, own) for column in open_columns] for goal in goals]
    found = _assigned(goals, open_columns, scores)
    found = add_parts(open_columns, goals, own, found)
    technical = {column.index for column in columns} - {column.index for column in open_columns}
    matches = [
        _match(column, found.get(column.index), column.index in technical) for column in columns
    ]
    return [replace(m, column=text) for m, text in zip(matches, table_columns, strict=True)]


def describe(table_columns: list[str], sample: list[list[Any]]) -> list[Column]:
    """Read headers and values of all columns."""
    columns = []
    prefix = _shared_prefix(table_columns)
    for index, whole in enumerate(table_columns):
        header = whole.removeprefix(prefix)
        values = [row[index] if index < len(row) else None for row in sample]
        named = bool(parse_header(header).squashed) and not UNNAMED.fullmatch(header.strip())
        readings = meanings(header) if named else ()
        column = Column(index, header, named, readings, profile_column(values))
        if column.speaks and (bare := LINK_ID.sub("", header)) != header and bare:
            column = replace(column, header=bare, meanings=meanings(bare))
        columns.append(column)
    return columns


def with_tax(columns: list[Column]) -> list[Column]:
    """金额 beside 价税合计 is without the tax, where no unit price has to agree with it."""
    words = [parse_header(column.header).squashed for column in columns]
    if WITH_TAX.isdisjoint(words) or any(c.concept in ("price", "quantity") for c in columns):
        return columns
    return [
        replace(column, meanings=()) if word in WITHOUT_TAX else column
        for column, word in zip(columns, words, strict=True)
    ]


def _shared_prefix(headers: list[str]) -> str:
    """What nearly all headers begin with: “Deal - ” of Deal - Title, Deal - Value, Person - Name."""
    found = Counter(match[0] for header in headers if (match := PREFIX.match(header)))
    prefix, count = max(found.items(), key=lambda item: item[1], default=("", 0))
    return prefix if count >= max(4, len(headers) * 0.6) else ""


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
    if item.value >= SURE:
        bonus += NAMED_BONUS if is_named(column, goal.target) else 0.0
        bonus += FILLING_BONUS if goal.target.required else 0.0
    kind = "code" if goal.concept == "code" else goal.target.kind
    fuller = FULLER_BONUS if kind in ("phone", "email", "code") else FILLED_BONUS
    return (
        item.value
        + bonus
        + fuller * column.profile.filled
        - ORDER_PENALTY * column.index * item.value
    )


def _match(column: Column, found: tuple[Goal, Score, str | None] | None, technical: bool) -> Match:
    if found:
        goal, item, part = found
        reason: Reason = "part" if part in ("first", "last", "middle") else item.reason
        return Match(column.header, goal.target, round(item.value, 3), reason, part)
    if technical or (column.concept in ("related_id", "created") and not column.speaks):
        return Match(column.header, None, 0.9, "technical")
    if not column.profile.count:
        return Match(column.header, None, NO_MATCH.value, "empty", suggested_kind="text")
    kind = suggest_kind(column.profile, column.concept)
    if column.concept == "identity" or column.profile.share("identity") >= 0.5:
        return Match(column.header, None, NO_MATCH.value, "private", suggested_kind=kind)
    return Match(column.header, None, NO_MATCH.value, "unknown", suggested_kind=kind)
