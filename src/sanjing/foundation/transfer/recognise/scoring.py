"""How well a column fits a target: the header's meaning, corrected by the content."""

from dataclasses import dataclass, replace

from .concepts import ACCEPTS, ALLOWED, GOOD, affinity
from .normalise import parse_header, readings_of
from .profile import Profile
from .targets import Reason, Target
from .vocabulary import Meaning, meanings

SYNONYM = 0.99  # the very word goes before its synonyms
ACCEPTED = 0.5  # a pair below this is no match
BY_CONTENT = {
    "email": ("email", 0.8), "credit_code": ("credit_code", 0.85), "website": ("url", 0.7),
    "mobile": ("mobile", 0.75), "phone": ("phone", 0.72), "address": ("address", 0.66),
    "region": ("region", 0.6), "date": ("date", 0.58), "birthday": ("date", 0.5),
}  # fmt: skip
BAGS = frozenset({"other_date", "other_code", "other"})  # what they hold has nothing in common
UNMISTAKABLE = ("email", "credit_code", "url", "mobile", "phone")


@dataclass(frozen=True)
class Column:
    """A column as the recogniser sees it; `named` is False for 列3 and the like."""

    index: int
    header: str
    named: bool
    meanings: tuple[Meaning, ...]
    profile: Profile

    @property
    def speaks(self) -> bool:
        """Whether the cells hold words or names, not numbers of some register."""
        return self.profile.main("text") >= 0.5 and self.profile.share("code") < 0.5

    @property
    def concept(self) -> str | None:
        return self.meanings[0].concept if self.meanings else None


@dataclass(frozen=True)
class Goal:
    """A target with what it means."""

    target: Target
    subject: str | None
    concept: str


@dataclass(frozen=True)
class Score:
    """concept: the header's concept by which the column was matched."""

    value: float
    reason: Reason
    concept: str | None = None


NO_MATCH = Score(0.0, "unknown")


def goals_of(targets: list[Target]) -> tuple[list[Goal], str | None]:
    """The targets with their meanings, and the subject of the entity they belong to."""
    goals = [_goal(target) for target in targets]
    own = _own_subject(goals, {goal.concept for goal in goals})
    if own == "contact":
        goals = [replace(g, subject="contact") if g.subject == "person" else g for g in goals]
    return goals, own


def _goal(target: Target) -> Goal:
    named = {meaning.concept for meaning in meanings(target.name)}
    for text in (target.label, *target.aliases, target.name):
        sure = [one for one in meanings(text) if one.weight >= 0.85 and _may_mean(target, one)]
        if sure:
            chosen = next((meaning for meaning in sure if meaning.concept in named), sure[0])
            return Goal(target, chosen.subject, chosen.concept)
    return Goal(target, None, target.name)


def _may_mean(target: Target, meaning: Meaning) -> bool:
    """“Value” of a field of plain numbers is no sum of money."""
    return meaning.concept != "amount" or target.kind != "number"


def _own_subject(goals: list[Goal], concepts: set[str]) -> str | None:
    if concepts & {"quantity", "amount"}:
        return "order"
    if concepts & {"price", "unit"}:
        return "product"
    if concepts & {"industry", "credit_code", "employees", "stage", "founded_year"}:
        return "customer"
    if concepts & {"birthday", "department", "title", "mobile"}:
        return "contact"
    return next((goal.subject for goal in goals if goal.subject), None)


def score(column: Column, goal: Goal, own: str | None) -> Score:
    """Judge one pair; 0 … 1."""
    same = Score(1.0, "header", goal.concept) if _same_word(column, goal.target) else None
    base = same or _by_header(column, goal, own)
    if base.value < 0.3 and not _understood(column):
        return max(base, _by_content(column, goal, own), key=lambda item: item.value)
    return _corrected(base, column, goal)


def is_named(column: Column, target: Target) -> bool:
    """Whether the header is the field's own name or label, and no more than a word for it."""
    word = parse_header(column.header).squashed
    return bool(word) and word in {
        parse_header(text).squashed for text in (target.label, target.name)
    }


def _same_word(column: Column, target: Target) -> bool:
    word = parse_header(column.header).squashed
    names = (target.label, target.name, *target.aliases)
    return bool(word) and any(parse_header(name).squashed == word for name in names)


def _understood(column: Column) -> bool:
    return column.named and any(meaning.weight >= 0.55 for meaning in column.meanings)


def _by_header(column: Column, goal: Goal, own: str | None) -> Score:
    best = NO_MATCH
    for meaning in column.meanings if goal.concept not in BAGS else ():
        weight = _weight(meaning, column, goal, own)
        value = meaning.weight * weight * affinity(meaning, goal.subject or own, own)
        if value > best.value:
            best = Score(value, "header", meaning.concept)
    return best


def _weight(meaning: Meaning, column: Column, goal: Goal, own: str | None) -> float:
    """How far what the header says may stand for the field."""
    numbered, link = _is_numbered(column, meaning), goal.target.kind == "link"
    if goal.concept == "code" and numbered:
        return 0.97
    if goal.concept == "name" and numbered and own == "order" and goal.subject != "product":
        return 0.0
    if link and goal.concept == "name" and meaning.concept == "code":
        return 0.85 if meaning.subject else 0.0
    if link and meaning.concept == "short_name" and not meaning.subject:
        return 0.0  # a nickname is a person's
    if meaning.concept == goal.concept:
        return 1.0
    return ACCEPTS.get(goal.concept, {}).get(meaning.concept, 0.0)


def _is_numbered(column: Column, meaning: Meaning) -> bool:
    """A shop's orders are called #1001: what stands under Name are numbers."""
    return (meaning.subject, meaning.concept) == (None, "name") and column.profile.share(
        "code"
    ) > 0.9


def _corrected(base: Score, column: Column, goal: Goal) -> Score:
    profile = column.profile
    if not profile.count:
        return Score(base.value * 0.8, base.reason, base.concept)
    allowed = ALLOWED.get(goal.concept)
    if allowed and profile.main(*allowed) < 0.4:
        return Score(base.value * 0.4, base.reason, base.concept)
    if _misread(base, column, goal):
        return Score(base.value * 0.4, base.reason, base.concept)
    if goal.target.choices and goal.concept not in ("tags", "source", "industry"):
        return _by_choices(base, profile, goal.target.choices)
    good = profile.share(*GOOD[goal.concept]) if goal.concept in GOOD else 0.0
    if good >= 0.5:
        return Score(min(1.0, base.value * 0.9 + 0.1 * good), "both", base.concept)
    return Score(base.value * 0.93, base.reason, base.concept)


def _misread(base: Score, column: Column, goal: Goal) -> bool:
    """True when the values decide against one reading of an ambiguous header."""
    countries = column.profile.share("country") >= 0.6
    if goal.concept in ("region", "province", "city"):
        return countries
    if goal.concept == "country" and base.concept == "region":
        return not countries
    if goal.concept == "title":
        return column.profile.share("courtesy") >= 0.6
    if goal.concept in ("phone", "mobile") and _names_too(column):
        return column.profile.share("phone", "mobile") < 0.5
    units = any(meaning.concept == "unit" for meaning in column.meanings)
    return goal.concept == "name" and units and column.profile.length <= 3


def _names_too(column: Column) -> bool:
    """联系人及电话: the cells say which of the two stands in front."""
    return any(one.concept == "name" for one in column.meanings)


def _by_choices(base: Score, profile: Profile, choices: tuple[str, ...]) -> Score:
    words = {choice.casefold() for choice in choices}
    said = sum(1 for value in profile.values if words & {*readings_of(value)})
    known = said / max(1, profile.distinct)
    if known >= 0.5:
        return Score(base.value * 0.9 + 0.1, "both", base.concept)
    return Score(base.value * (0.9 if known > 0.2 else 0.45), base.reason, base.concept)


def _by_content(column: Column, goal: Goal, own: str | None) -> Score:
    """Judge a column whose header says nothing by its values alone."""
    subject, profile = goal.subject or own, column.profile
    shape, strength = BY_CONTENT.get(goal.concept, ("", 0.0))
    if goal.concept == "name" and subject in ("customer", "contact", "person"):
        shape, strength = ("company", 0.74) if subject == "customer" else ("person", 0.7)
    if subject == "contact" and own == "customer":
        strength -= 0.04
    share = profile.shares.get(shape, 0.0)
    if shape == "date" and goal.concept == "date" and not goal.target.required:
        return NO_MATCH  # a day without a name is no appointment
    wanted = shape == "date" and share >= 0.9 and goal.target.required
    if share < 0.5 or profile.count < 1:
        return NO_MATCH
    if column.named and shape not in UNMISTAKABLE and not wanted:
        return NO_MATCH
    doubt = 0.0 if not column.named else 0.06 if wanted else 0.12
    value = strength * (0.75 + 0.25 * share) - doubt
    return Score(value, "content", goal.concept)
