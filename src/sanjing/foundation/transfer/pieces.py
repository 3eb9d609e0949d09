"""Several columns that make one value: names, places, lines of an address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sanjing.kernel.people import join_name
from sanjing.kernel.regions import parse_region

NAME = ("first", "middle", "last")
PLACE = ("province", "city", "district")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
CROWNED = ("北京", "上海", "天津", "重庆")


@dataclass(frozen=True, slots=True)
class Place:
    """A division code, and the words that named no division."""

    code: str
    rest: str


def whole_name(pieces: dict[str, str]) -> str:
    """
    >>> whole_name({"first": "伟", "last": "张"}), whole_name({"first": "Mary", "last": "Smith"})
    ('张伟', 'Mary Smith')
    """
    given = " ".join(filter(None, (pieces.get("first", ""), pieces.get("middle", ""))))
    return join_name(pieces.get("last", ""), given)


def whole_place(pieces: dict[str, str], region: str = "") -> Place:
    """The deepest division that the pieces name; a `region` of no known rank stands above them.

    >>> whole_place({"province": "广东省", "city": "深圳市"})
    Place(code='4403', rest='')
    >>> whole_place({"city": "Seattle", "province": "WA"})
    Place(code='', rest='Seattle, WA')
    """
    province, city, district = (pieces.get(rank, "") for rank in PLACE)
    return _place(province or region, city, district)


@lru_cache(maxsize=8192)
def _place(province: str, city: str, district: str) -> Place:
    if province and province[:2] == city[:2] and province[:2] in CROWNED:
        province = ""
    found = place_in(f"{province}{city}{district}")
    if not found.code:
        found = place_in(f"{city}{district}")
    if found.code:
        return found
    return Place("", ", ".join(filter(None, (district, city, province))))


@lru_cache(maxsize=8192)
def place_in(text: str) -> Place:
    """The division at the head of a text and what follows it."""
    province, city, district, rest = parse_region(text)
    code = district or city or province
    return Place(code, rest) if code else Place("", text.strip())


def with_place(rest: str, address: str) -> str:
    """An address that also says what could not be kept as a division.

    >>> with_place("Seattle, WA", "507 20th Ave."), with_place("粤海街道", "1号")
    ('507 20th Ave., Seattle, WA', '粤海街道1号')
    """
    if not rest or rest in address:
        return address
    if not address:
        return rest
    if not CHINESE.search(address):
        return f"{address}, {rest}"
    return address if address.startswith(rest) else f"{rest}{address}"


def in_a_row(divisions: list[str]) -> str:
    """Divisions, the smallest first, as an address of their country says them.

    >>> in_a_row(["洪山区", "武汉市", "湖北省"]), in_a_row(["Seattle", "WA"])
    ('湖北省武汉市洪山区', 'Seattle, WA')
    """
    if CHINESE.search("".join(divisions)):
        return "".join(reversed(divisions))
    return ", ".join(divisions)


def settle_place(values: dict[str, Any], rest: str, region: str, address: str) -> str:
    """The region field takes a division, the address what is left; the head of an address names one.

    Returns what fits neither: a sales area such as 华南 before an address that says its place itself.
    """
    if isinstance(values.get(region), str) and not values[region].isdigit():
        place = place_in(values.pop(region))
        values |= {region: place.code} if place.code else {}
        rest = place.rest
    head = values.get(address)
    head = place_in(head) if isinstance(head, str) else Place("", "")
    loose = rest if region not in values and head.code and CHINESE.search(rest) else ""
    if rest and not loose:
        values[address] = with_place(rest, _said(values.get(address)))
        head = place_in(values[address])
    if region not in values and len(head.code) > 2:
        values[region] = head.code
    return loose


def _said(text: Any) -> str:
    return " ".join(str(text or "").split())
