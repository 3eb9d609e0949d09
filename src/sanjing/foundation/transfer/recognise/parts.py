"""Let several columns feed one target: names, regions, addresses, linked records."""

import re
from dataclasses import replace

from .concepts import affinity
from .normalise import parse_header
from .scoring import Column, Goal, Score
from .vocabulary import Meaning

type Found = dict[int, tuple[Goal, Score, str | None]]

NAME_PARTS = {"first_name": "first", "last_name": "last", "middle_name": "middle"}
PLACE_PARTS = ("province", "city", "district")
_ID = re.compile(r"(?i:id|code|no)$|编号$|编码$|代码$|工号$")
_DESCRIPTIONS = frozenset({"description", "desc", "描述", "摘要"})
_WHOLE = frozenset({"total", "totalamount", "总计", "总金额", "总额", "合计"})
SPARSE = 0.5  # a company column filled less often does not name the record


def add_parts(columns: list[Column], goals: list[Goal], own: str | None, found: Found) -> Found:
    """Return the matches with parts marked and further feeding columns added."""
    found = dict(found)
    _mark_links(columns, found)
    _mark_denials(found)
    _mark_totals(columns, own, found)
    _add_links(columns, goals, own, found)
    _add_names(columns, goals, own, found)
    _add_places(columns, goals, own, found)
    _add_lines(columns, own, found)
    return found


def _reading(column: Column, concepts: tuple[str, ...] | dict[str, str]) -> Meaning | None:
    """The surest reading of the column if it is one of the concepts."""
    first = column.meanings[0] if column.meanings else None
    readings = [item for item in column.meanings if first and item.weight >= first.weight - 0.02]
    return next(
        (item for item in readings if item.concept in concepts and item.weight >= 0.55), None
    )


def _mark_links(columns: list[Column], found: Found) -> None:
    for column in columns:
        if column.index not in found:
            continue
        goal, item, _ = found[column.index]
        if goal.target.kind in ("link", "user"):
            numbered = _ID.search(column.header) and not column.speaks
            coded = column.profile.share("code") >= 0.8 or numbered
            by_code = item.concept == "code" or (item.concept != "name" and coded)
            found[column.index] = (goal, item, "code" if by_code else "name")


def _mark_denials(found: Found) -> None:
    """A column that says what is out of use, for a field that says what is in use."""
    for index, (goal, item, part) in found.items():
        if goal.target.kind == "flag" and item.concept == "inactive" != goal.concept:
            found[index] = (goal, item, part or "not")


def _mark_totals(columns: list[Column], own: str | None, found: Found) -> None:
    """订单金额, or Total beside Subtotal, says what all lines of an order come to, freight and all."""
    held = {goal.concept for goal, _, _ in found.values()}
    parted = any(column.concept == "part_amount" for column in columns)
    if own != "order" or not held & {"quantity", "price"}:
        return
    for column in columns:
        goal, item, part = found.get(column.index, (None, None, None))
        whole = column.concept == "order_total" or (
            parted and parse_header(column.header).squashed in _WHOLE
        )
        if goal and item and goal.concept == "amount" and not part and whole:
            found[column.index] = (goal, item, "total")


def _add_links(columns: list[Column], goals: list[Goal], own: str | None, found: Found) -> None:
    """A code beside a name, or a name beside a code, of the same linked record."""
    held = {goal.target.name: part for goal, _, part in found.values() if part in ("code", "name")}
    for goal in goals:
        if goal.target.kind != "link" or goal.target.name not in held:
            continue
        other = "name" if held[goal.target.name] == "code" else "code"
        for column in columns:
            reading = _reading(column, (other,))
            fits = column.index not in found and reading and goal.subject == reading.subject
            if (fits and goal.subject) or (other == "name" and _describes_product(column, goal)):
                found[column.index] = (goal, Score(0.85, "header", other), other)
                break


def _describes_product(column: Column, goal: Goal) -> bool:
    """On a line that has a product code, a description names the product."""
    return goal.subject == "product" and parse_header(column.header).squashed in _DESCRIPTIONS


def _add_names(columns: list[Column], goals: list[Goal], own: str | None, found: Found) -> None:
    pieces = {}
    for column in columns:
        reading = _reading(column, NAME_PARTS)
        if reading and reading.subject in (None, "person", "contact", "customer", own):
            pieces.setdefault(NAME_PARTS[reading.concept], (column, reading))
    if "last" not in pieces or "first" not in pieces:
        return
    goal = _name_goal(columns, goals, own, found)
    if goal is None:
        return
    displaced = [index for index, (held, _, _) in found.items() if held is goal]
    link = next((g for g in goals if g.target.kind == "link" and g.concept == "name"), None)
    for index in displaced:
        del found[index]
        if (
            link
            and own == "contact"
            and not any(p == "name" for h, _, p in found.values() if h is link)
        ):
            found[index] = (link, Score(0.75, "header", "name"), "name")
    for part, (column, reading) in pieces.items():
        found[column.index] = (goal, Score(reading.weight, "header", "name"), part)


def _name_goal(
    columns: list[Column], goals: list[Goal], own: str | None, found: Found
) -> Goal | None:
    """The field for a person's name: the record's own unless a company names the record."""
    named = [goal for goal in goals if goal.concept == "name"]
    person = next((goal for goal in named if goal.subject in ("contact", "person")), None)
    own_name = next((goal for goal in named if (goal.subject or own) == own), None)
    if own != "customer":
        return person or own_name
    company = next((column for column in columns if _names_record(column, own_name, found)), None)
    if company is None and person and own_name:
        company = _renamed(columns, person, own_name, found)
    return (person or own_name) if company else (own_name or person)


def _renamed(columns: list[Column], person: Goal, own_name: Goal, found: Found) -> Column | None:
    """Whole names beside first and last ones, and no company named: the contact is the customer."""
    for column in columns:
        goal, item, _ = found.get(column.index, (None, None, None))
        if goal is person and item and column.profile.share("company") >= SPARSE / 2:
            found[column.index] = (own_name, item, None)
            return column
    return None


def _names_record(column: Column, goal: Goal | None, found: Found) -> bool:
    held = found.get(column.index)
    return held is not None and held[0] is goal and column.profile.filled >= SPARSE


def _add_places(columns: list[Column], goals: list[Goal], own: str | None, found: Found) -> None:
    single = next((goal for goal in goals if goal.concept == "region"), None)
    direct = {goal.concept for goal in goals}
    goal = single or next((goal for goal in goals if goal.concept == "address"), None)
    if goal is None or direct & set(PLACE_PARTS):
        return
    taken: dict[str, Column] = {}
    for column in columns:
        reading = _reading(column, PLACE_PARTS) or _area(column, taken, goal)
        if reading is None or affinity(reading, goal.subject or own, own) < 0.7:
            continue
        held = found.get(column.index)
        if reading.concept not in taken and (held is None or held[0] is goal):
            taken[reading.concept] = column
            found[column.index] = (
                goal,
                Score(reading.weight * 0.95, "header", reading.concept),
                reading.concept,
            )


def _area(column: Column, taken: dict[str, Column], goal: Goal) -> Meaning | None:
    """收货人地区 behind 收货人城市 is its district, where no field takes a whole region."""
    reading = _reading(column, ("region",))
    behind = goal.concept == "address" and "city" in taken
    own = reading is not None and reading.subject == goal.subject
    return replace(reading, concept="district") if reading and own and behind else None


def _add_lines(columns: list[Column], own: str | None, found: Found) -> None:
    """address_2 beside address, Street 2 beside Street."""
    held = next(
        (item for item in found.items() if item[1][0].concept == "address" and not item[1][2]), None
    )
    if held is None:
        return
    first_index, (goal, item, _) = held
    first = next(parse_header(c.header).squashed for c in columns if c.index == first_index)
    for column in columns:
        header = parse_header(column.header)
        reading = _reading(column, ("address",))
        same = reading and affinity(reading, goal.subject or own, own) >= 0.9
        same = same and (reading.weight >= 0.9 or header.squashed == first)
        if same and column.index not in found and (header.ordinal or 0) >= 2:
            found[first_index] = (goal, item, "line1")
            found[column.index] = (goal, replace(item, reason="header"), f"line{header.ordinal}")
