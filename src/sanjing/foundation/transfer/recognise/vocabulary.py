"""The header dictionary: which words stand for which concept of which subject.

headers.csv lists the words of a concept ("phone", or "customer.code" where the word itself
says whose it is); subjects.csv the words that say whose a value is, those with a trailing
hyphen only in front of another word; modifiers.csv words like 主要 and 备用. A header is looked
up whole, then as subject + concept (客户 + 电话, billing + city), then by its known end alone.
"""

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from .normalise import COMPOUND, Header, parse_header

VAGUE_HINTS = frozenset({"unit", "code", "name", "note", "state", "kind"})
_NAMED = re.compile(r"(名称|全名|全称)$")
_GROUP = re.compile(r"(基本)?(信息|资料|情况|档案|数据)$")
NAMING = frozenset({"name", "code"})  # 仓库名称 names no customer, Card Name none either
UNSURE = 0.45
THINGS = frozenset({"customer", "product"})
WAYS = frozenset({"phone", "mobile"})
HOLDERS = frozenset({"customer", "contact", "person", "order", "line"})
ASKING = ("是否", "有无")  # what is asked in 是否回款 is answered by yes or no, not by an amount
FOLDED = {
    ("owner", "name"): "owner", ("owner", "code"): "owner", ("owner", "owner"): "owner",
    ("employee", "name"): "owner", ("employee", "code"): "owner",
    ("category", "name"): "category", ("category", "code"): "category",
    ("parent", "name"): "parent", ("parent", "code"): "parent",
    ("customer", "category"): "kind", ("customer", "state"): "stage",
}  # fmt: skip


@dataclass(frozen=True)
class Meaning:
    """One reading of a header: whose value (None when it does not say), what, how surely."""

    subject: str | None
    concept: str
    weight: float


@cache
def concept_words() -> dict[str, tuple[tuple[str | None, str], ...]]:
    """Word → its (subject, concept) readings."""
    found: dict[str, list[tuple[str | None, str]]] = defaultdict(list)
    for concept, words in _read("headers.csv"):
        subject, _, plain = concept.rpartition(".")
        for word in words:
            found[word].append((subject or None, plain))
    return {word: tuple(readings) for word, readings in found.items()}


@cache
def subject_words() -> dict[str, tuple[str, bool]]:
    """Word → (subject, whether it also stands alone as that subject's name)."""
    return {
        word.removesuffix("-"): (subject, not word.endswith("-"))
        for subject, words in reversed(_read("subjects.csv"))
        for word in words
    }


@cache
def noise_words() -> frozenset[str]:
    """Headers of columns that only a machine needs."""
    text = files(__package__).joinpath("noise.csv").read_text("utf-8")
    return frozenset(text.split()[1:])


@cache
def modifiers(rank: str) -> tuple[str, ...]:
    """Words before a header that single out the first or a further one of several."""
    return tuple(dict(_read("modifiers.csv"))[rank])


def _read(name: str) -> list[tuple[str, list[str]]]:
    text = files(__package__).joinpath(name).read_text("utf-8")
    return [(row[0], row[1].split()) for row in list(csv.reader(text.splitlines()))[1:]]


@lru_cache(maxsize=4096)
def meanings(text: str) -> tuple[Meaning, ...]:
    """All readings of a header, surest first; empty for an unknown word."""
    header = parse_header(text)
    whole = _whole(COMPOUND.sub("", header.squashed))
    found = whole or _composed(header)
    found = _of_hint(header, found)
    found = [*found, *([] if whole else _compound(header)), *_hinted(header)]
    best: dict[tuple[str | None, str], float] = {}
    for meaning in found:
        key = (meaning.subject, meaning.concept)
        best[key] = max(best.get(key, 0), meaning.weight)
    ordered = sorted(best.items(), key=lambda item: -item[1])
    return tuple(Meaning(subject, concept, weight) for (subject, concept), weight in ordered)


def is_known(text: str) -> bool:
    """True when the text is surely a header word."""
    return len(text) <= 30 and (
        any(meaning.weight >= 0.85 for meaning in meanings(text))
        or parse_header(text).squashed in noise_words()
    )


def _whole(squashed: str) -> list[Meaning]:
    found = [
        Meaning(subject, concept, 1.0) for subject, concept in concept_words().get(squashed, ())
    ]
    bare = _barer(squashed)
    if not found and bare != squashed:
        found = [
            Meaning(subject, concept, 0.95) for subject, concept in concept_words().get(bare, ())
        ]
    subject, alone = subject_words().get(squashed, ("", False))
    if alone and not found:
        found.append(_meaning(subject, "name", 0.95))
    return found


def _barer(squashed: str) -> str:
    """Without 名称 at the end of 地区名称, or the plural of Accounts."""
    if squashed.isascii():
        return squashed.removesuffix("s")
    return _NAMED.sub("", squashed) or squashed


def _meaning(subject: str | None, concept: str, weight: float) -> Meaning:
    folded = FOLDED.get((subject or "", concept))
    return Meaning(None, folded, weight) if folded else Meaning(subject, concept, weight)


def _composed(header: Header) -> list[Meaning]:
    """Read the header as subject or modifier followed by the longest known word."""
    text, found = header.squashed, []
    if text.startswith(ASKING):
        return []
    for cut in range(1, len(text)):
        head, readings = text[:cut], concept_words().get(text[cut:])
        if not readings:
            continue
        subject, weight = _leading(head, header, text[cut:])
        for own, concept in readings:
            said = weight if subject or own or concept not in NAMING else min(weight, UNSURE)
            whose = own if own in THINGS and subject in HOLDERS else subject or own
            found.append(_meaning(whose, concept, said))
        if weight >= 0.55:
            break
    return [meaning for meaning in found if meaning.weight > 0]


def _leading(head: str, header: Header, tail: str) -> tuple[str | None, float]:
    """Subject and certainty that the words in front of a known word give."""
    if head in subject_words():
        return subject_words()[head][0], 0.95
    if head in modifiers("first"):
        return None, 0.9
    for cut in range(1, len(head)):
        if head[cut:] in subject_words():
            return subject_words()[head[cut:]][0], 0.85
    if head.startswith(modifiers("second")):
        return "other", 0.6
    at_word = tail == "".join(header.words[-_words_in(header, tail) :])
    if tail.isascii():
        return None, 0.55 if at_word and len(tail) > 2 else 0.0
    return None, 0.6 if len(tail) >= 2 else 0.0


def _words_in(header: Header, tail: str) -> int:
    """How many whole words from the end make up `tail`; 0 when it starts inside a word."""
    length = 0
    for count, word in enumerate(reversed(header.words), start=1):
        length += len(word)
        if length == len(tail):
            return count
    return len(header.words) + 1 if len(header.words) else 1


def _compound(header: Header) -> list[Meaning]:
    """Read 联系人/电话 as the contact's phone, 电话/手机 as either, and 联系方式 above 职务 as a heading."""
    if not header.parts:
        return []
    first, last = parse_header(header.parts[0]).squashed, header.parts[-1]
    words = subject_words()
    subject = words.get(first, words.get(_GROUP.sub("", first), (None, False)))[0]
    found, known = [], meanings(last)
    for meaning in known:
        whose = meaning.subject or subject
        found.append(_meaning(whose, meaning.concept, meaning.weight * 0.98))
    grouped = subject and concept_words().get(first) == ((None, "phone"),)
    others = () if grouped and known and known[0].concept not in WAYS else header.parts[:-1]
    alternatives = [meaning for part in others for meaning in meanings(part)]
    return found + [Meaning(item.subject, item.concept, item.weight * 0.8) for item in alternatives]


def _of_hint(header: Header, found: list[Meaning]) -> list[Meaning]:
    """City (Billing) is the same as Billing City."""
    words = subject_words()
    subjects = [
        words[word][0] for hint in header.hints if (word := parse_header(hint).squashed) in words
    ]
    if not subjects or header.squashed in words:
        return found
    return [_meaning(subjects[0], one.concept, one.weight * 0.95) for one in found]


def _hinted(header: Header) -> list[Meaning]:
    return [
        Meaning(subject, concept, 0.75)
        for hint in header.hints
        for subject, concept in concept_words().get(parse_header(hint).squashed, ())
        if concept not in VAGUE_HINTS
    ]
