"""Promises in what salespeople write: 答应周五前发样品, 三天内回复报价, 月底前安装好.

Whose promise it is decides the words before it: “王总答应周五前转账” is the customer's, none of ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sanjing.kernel.numerals import chinese_number
from sanjing.modules.promises.days import Due, due_in

MOST, LONGEST = 3, 2000
CLAUSES = re.compile(r"[，。；！？、,;!?\n]+")
OURS = re.compile(
    r"(?:我们?|咱们?|我方|我司|本公司|已经|已|也|并且?|又|还|另外|同时|当场|当面|口头|电话里|会上|微信上"
    r"|(?:[和跟与向给]|对(?!方))\w{1,6}?(?=答应|承诺|保证|说好|说定|讲好))*"
)
SAID = re.compile(r"(?:答应|承诺|保证|许诺|说好|说定|讲好|同意)[了过]?")
SOFTLY = re.compile(r"(?:会|将|要|可以|争取|尽量|一定|在)*")
KINDS = (
    ("sample", "样品|样机|小样|试用装"),
    ("payment", "账期|月结|分期|赊|付款期|宽限"),
    ("exclusivity", "独家|区域保护|总代"),
    ("gift", "赠|免费送|送一[台套个份箱]|礼品|礼盒"),
    ("price", "折|优惠|让利|降价|便宜|返点|不涨价|保价|个点"),
    ("delivery", "发货|送货|到货|交货|送到|供货|配送|运到|发出"),
    ("service", "安装|上门|维修|检修|调试|培训|回复|答复|回访|测算|方案|报价|寄|安检|装好|修好|开通|改造"),
)  # fmt: skip
FILLERS = "，。、 就会先给再将都"


@dataclass(frozen=True, slots=True)
class Found:
    """A promise as read. `terms` is the number, in the unit of its kind, where the text says one."""

    what: str
    kind: str
    due: date
    terms: Decimal | None = None


def promises_in(text: str, today: date) -> list[Found]:
    """What a text of ours promises, at most three.

    >>> promises_in("答应周五前发样品", date(2026, 11, 22))
    [Found(what='发样品', kind='sample', due=datetime.date(2026, 11, 27), terms=None)]
    >>> promises_in("王总答应周五前转账", date(2026, 11, 22))
    []
    """
    clauses = [part.strip() for part in CLAUSES.split(text[:LONGEST]) if part.strip()]
    found = (one for place in range(len(clauses)) if (one := _read(clauses, place, today)))
    return [one for _place, one in zip(range(MOST), found, strict=False)]


def _read(clauses: list[str], place: int, today: date) -> Found | None:
    rest = clauses[place][_end(OURS, clauses[place]) :]
    said = SAID.match(rest)
    rest = rest[said.end() if said else _end(SOFTLY, rest) :]
    due = due_in(rest, today)
    what = rest
    if due:
        what = rest[due.end :].strip(FILLERS) or rest[: due.start]
    elif said and place + 1 < len(clauses):
        due = _first_in(clauses[place + 1], today)
    if due is None or not (said or due.start == 0):
        return None
    what = what.strip(FILLERS)
    kind = kind_of(what)
    if not what or (kind == "other" and not said):
        return None
    return Found(what[:200], kind, due.day, terms_of(what, kind))


def _end(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.match(text)
    return found.end() if found else 0


def _first_in(clause: str, today: date) -> Due | None:
    """“答应送一台报警器，月底前到”: the day may stand in the next clause, if that begins with it."""
    due = due_in(clause, today)
    return due if due and due.start == 0 else None


def kind_of(what: str) -> str:
    """The kind whose words it names; "other" for none.

    >>> kind_of("打9折"), kind_of("装好热水器"), kind_of("请吃饭")
    ('price', 'service', 'other')
    """
    return next((kind for kind, words in KINDS if re.search(words, what)), "other")


def terms_of(what: str, kind: str) -> Decimal | None:
    """The number a promise names, in the unit of its kind.

    >>> terms_of("打九五折", "price"), terms_of("账期60天", "payment"), terms_of("独家一年", "exclusivity")
    (Decimal('5'), Decimal('60'), Decimal('12'))
    """
    numbers = {"price": _off, "payment": _credit_days, "exclusivity": _months}
    return next(numbers[kind](what), None) if kind in numbers else None


def _off(what: str) -> Iterator[Decimal]:
    """Per cent off: 9折 leaves nine tenths."""
    if found := re.search(r"([1-9](?:\.\d)?|[一二三四五六七八九]{1,2})折", what):
        digits = (
            found[1]
            if found[1][0].isdigit()
            else ".".join(str(chinese_number(c)) for c in found[1])
        )
        yield (100 - 10 * Decimal(digits)).normalize()
    if found := re.search(r"(\d{1,2}(?:\.\d{1,2})?)(?:%|％|个点)", what):
        yield Decimal(found[1])


def _credit_days(what: str) -> Iterator[Decimal]:
    if found := re.search(r"(?:账期|月结|宽限)[到为]?(\d{1,3})天?|(\d{1,3})天账期", what):
        yield Decimal(found[1] or found[2])


def _months(what: str) -> Iterator[Decimal]:
    number = r"(\d{1,2}|[一二两三四五])"
    if found := re.search(rf"{number}年", what):
        yield Decimal(12 * chinese_number(found[1]))
    if found := re.search(rf"{number}个月", what):
        yield Decimal(chinese_number(found[1]))
