"""When a step is decided, who may sit in it, and how long there is. Plain Python."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime, time, timedelta

ANY, ALL = "any", "all"
APPROVED, REFUSED, PASSED = "approved", "refused", "passed"
"""What a vote says; PASSED is the vote of someone who let the time go by, so that others decide."""


def outcome(needs: str, verdicts: Iterable[str]) -> str:
    """What the votes of a step come to: APPROVED, REFUSED or, while it is open, "".

    >>> outcome(ANY, ["", APPROVED]), outcome(ALL, ["", APPROVED]), outcome(ALL, [REFUSED, ""])
    ('approved', '', 'refused')
    >>> outcome(ALL, [PASSED, APPROVED]), outcome(ANY, [PASSED])
    ('approved', '')
    """
    counted = [verdict for verdict in verdicts if verdict != PASSED]
    if REFUSED in counted:
        return REFUSED
    enough = any if needs == ANY else all
    return APPROVED if counted and enough(one == APPROVED for one in counted) else ""


def eligible(people: Iterable[int], asker: int | None, *, own: bool) -> list[int]:
    """Who may decide: nobody their own request, unless they are the only one and `own` allows it.

    >>> eligible([1, 2, 2], 1, own=True), eligible([1], 1, own=True), eligible([1], 1, own=False)
    ([2], [1], [])
    """
    named = list(dict.fromkeys(people))
    others = [person for person in named if person != asker]
    return others or (named if own else [])


def deadline(start: datetime, hours: int, is_workday: Callable[[date], bool]) -> datetime:
    """The moment `hours` after `start`; days without work do not count.

    >>> friday = datetime(2026, 3, 6, 17, 0)
    >>> deadline(friday, 24, lambda day: day.weekday() < 5)
    datetime.datetime(2026, 3, 9, 17, 0)
    """
    left, at = timedelta(hours=hours), start
    while True:
        midnight = datetime.combine(at.date() + timedelta(1), time(), at.tzinfo)
        if is_workday(at.date()):
            if left <= midnight - at:
                return at + left
            left -= midnight - at
        at = midnight


def freezes(frozen: Collection[str], names: Collection[str]) -> bool:
    """Whether a change of `names` touches what is under review; nothing named means everything.

    >>> freezes((), ["note"]), freezes(("price",), ["note"]), freezes(("price",), [])
    (True, False, True)
    """
    return not frozen or not names or bool({*frozen} & {*names})
