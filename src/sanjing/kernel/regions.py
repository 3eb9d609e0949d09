"""Provinces, cities and districts by their GB/T 2260 codes.

A code is as long as its level is deep: ``44`` Guangdong, ``4403`` Shenzhen, ``440305`` Nanshan, so
that a place lies within another when its code begins with the other's. Municipalities and counties
led by a province keep the standard's in-between level (``1101``), which is never shown.
"""

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

UNSHOWN = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})

_PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|"
    "纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|普米|塔吉克|怒|鄂温克|保安|裕固|"
    "独龙|鄂伦春|门巴|各"
)
_SUFFIX = re.compile(
    rf"(?:(?:{_PEOPLES})族?)*(?:自治[区州县旗])$|特别行政区$|地区$|林区$|特区$|新区$|矿区$|[省市盟区县旗]$"
)
_PROVINCE_SUFFIX = re.compile(r"(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)$")
_NOT_A_PLACE = re.compile(
    r"[区县]|市(?!中)|"
    r"[东西南北中上下内外前后一二三四五六七八九十\d]{0,2}(?:大?(?:[路街]|道(?![里外真县]))|[巷弄里])|"
    r"[^\W\d][路街]|胡同|立交|高速|大桥|大厦"
)
"""After a name without its rank: then the name belongs to a street or to another place."""

_GAP = re.compile(r"(?:[\s/\\\-—,，、·>|:：]|市辖区|(?:省|自治区)直辖县级行政(?:区划|单位))*")
_COUNTRY = re.compile(r"(?:中华人民共和国|中国)(?!\S{0,2}(?:公司|银行|集团))")


@dataclass(frozen=True, slots=True)
class _Names:
    """Names to codes: below each region, and the ones that may begin an address."""

    own: Mapping[str, str]
    below: Mapping[str, Mapping[str, str]]
    full_first: Mapping[str, str]
    alone: Mapping[str, str]


def region_name(code: str) -> str:
    """Full name of a region from its province down, or nothing for an unknown code.

    >>> region_name("440305"), region_name("110105"), region_name("99")
    ('广东省深圳市南山区', '北京市朝阳区', '')
    """
    own = _names().own
    if code not in own:
        return ""
    names = [own[part] for part in (*region_parents(code), code)]
    return "".join(name for name in names if name not in UNSHOWN)


def own_region_name(code: str) -> str:
    """Name of a region without those it lies in.

    >>> own_region_name("440305"), own_region_name("1101")
    ('南山区', '市辖区')
    """
    return _names().own.get(code, "")


def short_region_name(code: str) -> str:
    """Full name without the words for its rank, for narrow columns.

    >>> short_region_name("440305"), short_region_name("4228"), short_region_name("110105")
    ('广东深圳南山', '湖北恩施', '北京朝阳')
    """
    own = _names().own
    parts = [own[part] for part in (*region_parents(code), code)] if code in own else []
    return "".join(_short(name) or name for name in parts if name not in UNSHOWN)


def region_parents(code: str) -> tuple[str, ...]:
    """Codes of the regions above, the province first.

    >>> region_parents("440305"), region_parents("810001"), region_parents("44")
    (('44', '4403'), ('81',), ())
    """
    own = _names().own
    return tuple(code[:size] for size in (2, 4) if size < len(code) and code[:size] in own)


def region_children(code: str = "") -> list[str]:
    """Codes of the regions directly below; the provinces without a code.

    In-between levels are passed over, so that the districts of Beijing are children of Beijing.

    >>> region_children()[:3], region_children("11")[:2]
    (['11', '12', '13'], ['110101', '110102'])
    """
    own = _names().own
    found: list[str] = []
    for child in _children().get(code, ()):
        found += region_children(child) if own[child] in UNSHOWN else [child]
    return found


@lru_cache(maxsize=1 << 12)
def parse_region(text: str) -> tuple[str, str, str, str]:
    """Codes of province, city and district at the head of an address, and the rest of it.

    Ranks may be left out (广东深圳南山); what is not found is an empty code. A six-figure code is
    taken as it is. A place is never guessed from the name of a street (中山路).

    >>> parse_region("广东省深圳市南山区粤海街道1号")
    ('44', '4403', '440305', '粤海街道1号')
    >>> parse_region("深圳南山"), parse_region("中山路1号")
    (('44', '4403', '440305', ''), ('', '', '', '中山路1号'))
    """
    folded = unicodedata.normalize("NFKC", text).strip()
    if folded.isascii() and folded.isdigit():
        return _from_code(folded)
    names = _names()
    at = _skip(folded, _after(_COUNTRY, folded, 0))
    code, at_end = _longest(folded, at, names.full_first)
    if not code:
        code = names.alone.get(folded[at:], "")
        at_end = len(folded) if code else at
    if not code:
        return "", "", "", folded
    while len(code) < 6:
        deeper, end = _longest(folded, _skip(folded, at_end), names.below.get(code, {}))
        if not deeper:
            break
        code, at_end = deeper, end
    return (*_levels(code), folded[_skip(folded, at_end) :])


def leading_place(text: str) -> tuple[str, str]:
    """Short name of the deepest province or city that a name begins with, and the rest of it.

    >>> leading_place("广东省深圳市平安科技"), leading_place("平安科技")
    (('深圳', '平安科技'), ('', '平安科技'))
    """
    names = _names()
    code, end = _longest(text, 0, names.full_first)
    if not code:
        code, end = _longest(text, 0, names.alone)
    if not code or (len(code) == 6 and not names.own[code].endswith("市")):
        return "", text
    deeper, deeper_end = _longest(text, end, names.below.get(code, {}))
    if deeper and (len(deeper) == 4 or names.own[deeper].endswith("市")):
        code, end = deeper, deeper_end
    return _short(names.own[code]) or names.own[code], text[end:]


def _levels(code: str) -> tuple[str, str, str]:
    parents = (*region_parents(code), code)
    city = next((part for part in parents if len(part) == 4), "")
    return parents[0], city, code if len(code) == 6 else ""


def _from_code(digits: str) -> tuple[str, str, str, str]:
    own = _names().own
    code = re.sub(r"^(\d\d)0000$|^(\d{4})00$", r"\1\2", digits) if digits not in own else digits
    return (*_levels(code), "") if code in own else ("", "", "", digits)


def _after(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _skip(text: str, at: int) -> int:
    return _after(_GAP, text, at)


def _longest(text: str, at: int, names: Mapping[str, str]) -> tuple[str, int]:
    if text[at : at + 2] not in _beginnings():
        return "", at
    for end in range(min(len(text), at + 15), at + 1, -1):
        name = text[at:end]
        code = names.get(name)
        if code and (_SUFFIX.search(name) or not _NOT_A_PLACE.match(text, end)):
            return code, end
    return "", at


def _short(name: str) -> str:
    short = _PROVINCE_SUFFIX.sub("", name) if name.endswith("自治区") else _SUFFIX.sub("", name)
    return short if len(short) > 1 else ""


@cache
def _children() -> Mapping[str, list[str]]:
    children: dict[str, list[str]] = defaultdict(list)
    for code in _names().own:
        children[("", *region_parents(code))[-1]].append(code)
    return children


@cache
def _beginnings() -> frozenset[str]:
    """The first two characters of every name a region goes by: most names begin with none of these."""
    names = _names()
    tables = (names.full_first, names.alone, *names.below.values())
    return frozenset(name[:2] for table in tables for name in table)


@cache
def _names() -> _Names:
    text = resources.files("sanjing.kernel").joinpath("data/regions.csv").read_text("utf-8")
    own = {row["code"]: row["name"] for row in csv.DictReader(text.splitlines())}
    below: dict[str, dict[str, str]] = defaultdict(dict)
    for size in (4, 6):
        for code in (code for code in own if len(code) == size):
            for parent in {code[:2], code[:4]} - {code}:
                _offer(below[parent], code, own[code])
    first: dict[str, str] = {}
    for size in (2, 4):
        for code in (code for code in own if len(code) == size):
            _offer(first, code, own[code])
    for name, code in _unique({code: name for code, name in own.items() if len(code) == 6}).items():
        first.setdefault(name, code)
    shorts = {
        code: _short(name) for code, name in own.items() if len(code) == 6 and name[-1] in "市县"
    }
    return _Names(own, below, {n: c for n, c in first.items() if n}, _unique(shorts))


def _offer(names: dict[str, str], code: str, name: str) -> None:
    """Add a region under its full and short names unless a larger or earlier one has them."""
    if name in UNSHOWN:
        return
    short = _short(name)
    for known in (name, short, f"{short}州" if name.endswith("自治州") else ""):
        if known:
            names.setdefault(known, code)


def _unique(names: Mapping[str, str]) -> dict[str, str]:
    codes: dict[str, list[str]] = defaultdict(list)
    for code, name in names.items():
        if name and name not in UNSHOWN:
            codes[name].append(code)
    return {name: found[0] for name, found in codes.items() if len(found) == 1}
