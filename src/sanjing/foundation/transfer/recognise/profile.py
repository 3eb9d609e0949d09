"""What the values of one column have in common."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from .shapes import shapes

MAIN_ORDER = (
    "blob",
    "uuid",
    "email",
    "url",
    "flag",
    "date",
    "mobile",
    "phone",
    "number",
    "credit_code",
)
MAIN_NAMES = {"mobile": "phone", "credit_code": "code"}


@dataclass(frozen=True)
class Profile:
    """Shares are of the filled values; `mains` gives each value exactly one shape."""

    filled: float
    count: int
    distinct: int
    serial: bool
    length: float
    shares: dict[str, float] = field(default_factory=dict)
    mains: dict[str, float] = field(default_factory=dict)
    values: frozenset[str] = frozenset()

    def share(self, *names: str) -> float:
        """The largest share among the named shapes."""
        return max((self.shares.get(name, 0.0) for name in names), default=0.0)

    def main(self, *names: str) -> float:
        return sum(self.mains.get(name, 0.0) for name in names)


def profile_column(values: list[Any]) -> Profile:
    """Describe a sample of cells, empty ones included."""
    filled = [value for value in values if value is not None and value != ""]
    if not filled:
        return Profile(0.0, 0, 0, False, 0.0)
    found = [shapes(value) for value in filled]
    count = len(filled)
    texts = [str(value) for value in filled]
    return Profile(
        filled=count / len(values),
        count=count,
        distinct=len(set(texts)),
        serial=_is_serial(texts),
        length=sum(map(len, texts)) / count,
        shares={name: n / count for name, n in Counter(n for s in found for n in s).items()},
        mains={name: n / count for name, n in Counter(map(_main, found)).items()},
        values=frozenset(texts),
    )


def _main(found: frozenset[str]) -> str:
    if "phone" in found and "number" in found and "mobile" not in found:
        return "number"
    name = next((name for name in MAIN_ORDER if name in found), "text")
    return MAIN_NAMES.get(name, name)


def _is_serial(texts: list[str]) -> bool:
    """True for 0, 1, 2 … or 1, 2, 3 …"""
    if len(texts) < 2 or not all(text.isdecimal() and len(text) < 10 for text in texts):
        return False
    numbers = [int(text) for text in texts]
    return numbers[0] in (0, 1) and all(b - a == 1 for a, b in pairwise(numbers))


def suggest_kind(profile: Profile, concept: str | None) -> str:
    """The kind of custom field that would hold these values."""
    for kind, names in (
        ("email", ("email",)),
        ("url", ("url",)),
        ("flag", ("flag",)),
        ("phone", ("phone",)),
    ):
        if profile.main(*names) >= 0.8:
            return kind
    if profile.main("date") >= 0.8:
        return "moment" if profile.share("moment") >= 0.5 else "date"
    if concept in DAYS and profile.main("date") >= 0.5:
        return "date"
    if (
        profile.main("number") >= 0.9
        and profile.length < 13
        and concept not in ("code", "related_id")
    ):
        return "money" if concept in MONEY else "number"
    if profile.length > 60 or concept in ("note", "need"):
        return "longtext"
    if profile.share("region") >= 0.8:
        return "region"
    few = profile.count >= 8 and profile.distinct <= max(3, min(20, profile.count * 0.2))
    return "choice" if few and profile.length <= 20 else "text"


DAYS = ("other_date", "birthday", "date", "required_date", "shipped_date")
MONEY = ("amount", "price", "cost", "paid", "owed", "freight", "tax", "annual_revenue",
         "annual_sales", "registered_capital", "credit_limit")  # fmt: skip
