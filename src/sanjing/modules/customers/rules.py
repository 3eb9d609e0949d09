"""What makes an archive complete, two customers alike, and a customer silent. Plain Python."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from sanjing.kernel.people import company_key, person_key

NEEDED_OF_FIRM = ("phone", "region", "address", "industry", "credit_code", "source", "grade")
NEEDED_OF_PERSON = ("phone", "region", "address", "source", "preferred_channel")
NEEDED_MORE = {
    ("organisation", "a"): ("email", "website", "employees", "annual_revenue", "registered_capital",
                            "business_scope", "credit_grade", "credit_limit", "preferred_channel"),
    ("organisation", "b"): ("email", "business_scope", "credit_grade"),
    ("person", "a"): ("email", "contact_hours"),
}  # fmt: skip

SILENT_AFTER = {"a": 14, "b": 30, "c": 90, "": 90}
"""Days without contact after which a customer of that grade counts as silent, until a company sets its own."""

VISIT_EVERY = {"a": 30, "b": 60, "c": 180, "": None}
"""Days between two visits by grade, until a company sets its own; None for no visits."""

FREE_MAIL = frozenset({
    "qq.com", "vip.qq.com", "foxmail.com", "163.com", "126.com", "yeah.net", "sina.com", "sina.cn",
    "sohu.com", "139.com", "189.cn", "aliyun.com", "21cn.com", "tom.com", "gmail.com",
    "outlook.com", "hotmail.com", "live.com", "icloud.com", "yahoo.com", "yahoo.com.cn", "msn.com",
})  # fmt: skip
WEIGHTS = {"credit_code": 98, "phone": 85, "name": 80, "near_name": 45, "domain": 40}


@dataclass(frozen=True, slots=True)
class Completeness:
    """`score` is 0 to 100; `gaps` are the names of the fields still empty."""

    score: int
    gaps: tuple[str, ...]


def needed(kind: str, grade: str) -> tuple[str, ...]:
    """The fields that the archive of such a customer should have."""
    base = NEEDED_OF_PERSON if kind == "person" else NEEDED_OF_FIRM
    return base + tuple(name for name in NEEDED_MORE.get((kind, grade), ()) if name not in base)


def completeness(values: Mapping[str, Any], kind: str, grade: str) -> Completeness:
    """How much of what is needed is there.

    >>> completeness({"phone": "13800138000", "region": "4403"}, "person", "")
    Completeness(score=40, gaps=('address', 'source', 'preferred_channel'))
    """
    wanted = needed(kind, grade)
    gaps = tuple(name for name in wanted if values.get(name) in (None, ""))
    return Completeness(round(100 * (len(wanted) - len(gaps)) / len(wanted)), gaps)


def name_key(name: str, kind: str) -> str:
    """The form under which two spellings of one customer's name are equal."""
    return (person_key(name) if kind == "person" else company_key(name))[:200]


def phone_key(phone: str) -> str:
    """The digits that tell a number, without the country: at most the last eleven.

    >>> phone_key("+86 138-0013-8000"), phone_key("0755-12345678-801")
    ('13800138000', '075512345678')
    """
    digits = re.sub(r"\D", "", re.split(r"(?<=\d{7})-", phone)[0])
    return digits.removeprefix("86")[-20:] if len(digits) > 11 else digits


def domain_key(website: str, email: str) -> str:
    """The internet domain a customer goes by; none for an address at a free mail service.

    >>> domain_key("https://www.Acme.com.cn/about", ""), domain_key("", "li@163.com")
    ('acme.com.cn', '')
    """
    host = (
        urlsplit(website if "://" in website else f"//{website}").hostname or "" if website else ""
    )
    domain = host.removeprefix("www.") or email.rpartition("@")[2].lower()
    return "" if domain in FREE_MAIL else domain[:100]


@dataclass(frozen=True, slots=True)
class Clue:
    """What is known of a customer when looking for the same one."""

    name: str = ""
    phone: str = ""
    credit_code: str = ""
    domain: str = ""


def likeness(one: Clue, other: Clue) -> tuple[int, tuple[str, ...]]:
    """0 to 99, and the reasons: keys of WEIGHTS. Reasons add up like independent doubts that shrink.

    >>> likeness(Clue("平安科技", "13800138000"), Clue("平安科技", "13800138000"))
    (97, ('name', 'phone'))
    """
    reasons = [name for name in ("credit_code", "name", "phone", "domain")
               if getattr(one, name) and getattr(one, name) == getattr(other, name)]  # fmt: skip
    if "name" not in reasons and near(one.name, other.name):
        reasons.append("near_name")
    doubt = 1.0
    for reason in reasons:
        doubt *= 1 - WEIGHTS[reason] / 100
    return min(round(100 * (1 - doubt)), 99), tuple(reasons)


def near(one: str, other: str) -> bool:
    """Whether one name begins with the other, as a branch's does with its firm's."""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= 2 and longer.startswith(shorter)


def silent_since(grade: str, at: datetime, days: Mapping[str, int] = SILENT_AFTER) -> datetime:
    """The moment before which the last contact must lie for a customer of that grade to be silent."""
    return at - timedelta(days=days.get(grade, days[""]))


def branch_order(rows: Iterable[tuple[int, int | None]], root: int) -> list[tuple[int, int]]:
    """(id, depth) of everything below `root`, parents before their children.

    >>> branch_order([(2, 1), (3, 2), (4, 1)], 1)
    [(2, 1), (3, 2), (4, 1)]
    """
    below: dict[int | None, list[int]] = {}
    for pk, parent in rows:
        below.setdefault(parent, []).append(pk)
    found, stack = [], [(pk, 1) for pk in reversed(below.get(root, []))]
    while stack:
        pk, depth = stack.pop()
        found.append((pk, depth))
        stack.extend((child, depth + 1) for child in reversed(below.get(pk, [])))
    return found
