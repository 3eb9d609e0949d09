"""Industries of the national economy by GB/T 4754-2017.

A code begins with the letter of its section: ``D`` section, ``D45`` division, ``D451`` group and
``D4511`` class, so that an industry lies within another when its code begins with the other's.
"""

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib import resources

_PUNCTUATION = re.compile(r"[\s、，,及和与的/／（）()]+|业$")


def industry_name(code: str) -> str:
    """Name of an industry; the section letter may be left out. Nothing for an unknown code.

    >>> industry_name("I6513"), industry_name("6513"), industry_name("D"), industry_name("Z")
    ('应用软件开发', '应用软件开发', '电力、热力、燃气及水生产和供应业', '')
    """
    return _industries().get(full_industry_code(code), "")


def full_industry_code(code: str) -> str:
    """Code with its section letter, or nothing for an unknown code.

    >>> full_industry_code("6513"), full_industry_code("i65"), full_industry_code("9999")
    ('I6513', 'I65', '')
    """
    upper = code.strip().upper()
    return upper if upper in _industries() else _without_letter().get(upper, "")


def industry_parents(code: str) -> tuple[str, ...]:
    """Codes above an industry, the section first.

    >>> industry_parents("I6513")
    ('I', 'I65', 'I651')
    """
    return tuple(
        code[:size] for size in (1, 3, 4) if size < len(code) and code[:size] in _industries()
    )


def industry_children(code: str = "") -> list[str]:
    """Codes directly below an industry; the sections without a code.

    >>> industry_children()[:3], industry_children("I65")[:2]
    (['A', 'B', 'C'], ['I651', 'I652'])
    """
    return [*_children().get(code, ())]


def find_industry(text: str, most: int = 10) -> list[str]:
    """Codes whose name or code answers ``text``, best first.

    The exact name comes first, then names that begin with it, hold it, or hold all its parts;
    wider industries before narrower ones.

    >>> find_industry("软件开发")[:2], find_industry("6513"), find_industry("")
    (['I651', 'I6511'], ['I6513'], [])
    """
    exact = full_industry_code(text)
    if exact:
        return [exact]
    wanted = _plain(text)
    if not wanted:
        return []
    ranked = sorted(
        (rank, len(code), code)
        for code, name in _plain_names().items()
        if (rank := _rank(wanted, name)) is not None
    )
    return [code for _rank_, _length, code in ranked[:most]]


def parse_industry(text: str) -> str:
    """The one code that ``text`` names, by code or name; ValueError when none or several do.

    >>> parse_industry("软件开发"), parse_industry("农、林、牧、渔业"), parse_industry("I65 ")
    ('I651', 'A', 'I65')
    """
    exact = full_industry_code(text)
    if exact:
        return exact
    wanted = _plain(text)
    named = [code for code, name in _plain_names().items() if wanted and name == wanted]
    if not named:
        raise ValueError(f"国民经济行业分类里没有“{text.strip()[:40]}”")
    return min(named, key=len)


def _rank(wanted: str, name: str) -> int | None:
    if name == wanted:
        return 0
    if name.startswith(wanted):
        return 1
    if wanted in name:
        return 2
    pairs = {wanted[start : start + 2] for start in range(len(wanted) - 1)}
    return 3 if len(pairs) > 1 and all(pair in name for pair in pairs) else None


def _plain(text: str) -> str:
    return _PUNCTUATION.sub("", unicodedata.normalize("NFKC", text).strip())


@cache
def _industries() -> Mapping[str, str]:
    text = resources.files("sanjing.kernel").joinpath("data/industries.csv").read_text("utf-8")
    return {row["code"]: row["name"] for row in csv.DictReader(text.splitlines())}


@cache
def _children() -> Mapping[str, list[str]]:
    children: dict[str, list[str]] = defaultdict(list)
    for code in _industries():
        children[("", *industry_parents(code))[-1]].append(code)
    return children


@cache
def _without_letter() -> Mapping[str, str]:
    return {code[1:]: code for code in _industries() if len(code) > 1}


@cache
def _plain_names() -> Mapping[str, str]:
    return {code: _plain(name) for code, name in _industries().items()}
