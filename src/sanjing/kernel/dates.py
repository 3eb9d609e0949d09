"""Days and moments as they stand in Chinese and Western files.

Ambiguous days such as 3/5/2024 are read month first, or day first when asked; with points
(5.3.2024) always day first, as the countries do that write them so. 24.3.10 begins with the year.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from sanjing.kernel.human_dates import human_date
from sanjing.kernel.numerals import chinese_number
from sanjing.kernel.periods import relative_range

__all__ = [
    "excel_moment",
    "human_date",
    "looks_day_first",
    "parse_date",
    "parse_moment",
    "relative_range",
]

SHANGHAI = ZoneInfo("Asia/Shanghai")
LONGEST = 60

_MONTHS = {
    name: number
    for number, names in enumerate(
        ["jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july",
         "aug august", "sep sept september", "oct october", "nov november", "dec december"],
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_NAME = r"(?P<name>[a-z]{3,9})\.?"
_DAY_SHAPES = [
    re.compile(shape)
    for shape in (
        r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)",
        r"(?P<y>\d{4})\s?[-/._ ]\s?(?P<m>\d{1,2})\s?[-/._ ]\s?(?P<d>\d{1,2})",
        r"(?P<y>\d{2}|\d{4})\s?年\s?(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?[日号號]?",
        r"(?P<cy>[〇零○一二三四五六七八九]{4})年(?P<cm>[一二三四五六七八九十]{1,2})月(?P<cd>[一二三四五六七八九十廿]{1,3})[日号號]?",
        r"(?P<a>\d{1,2})(?P<s>[-/. ])(?P<b>\d{1,2})(?P=s)(?P<y>\d{4}|\d\d)",
        r"(?P<y>\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d)",
        rf"{_NAME}[ -]?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?[ -]\s?(?P<y>\d{{4}}|\d\d)",
        rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[ ./-]?\s?(?:of )?{_NAME}[ ,./-]\s?(?P<y>\d{{4}}|\d\d)",
        rf"(?P<y>\d{{4}})[ -]{_NAME}[ -](?P<d>\d{{1,2}})",
    )
]
_WEEKDAY = re.compile(
    r"(?:星期|礼拜|周|週)[一二三四五六日天]|\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b[.,]?"
)
_TIME = re.compile(
    r"[t\s]*(?P<half>[上下]午|[ap]\.?m\.?|凌晨|早上|中午|晚上)?\s*"
    r"(?P<h>\d{1,2})(?:[:时時点點](?P<i>\d{1,2})?分?(?::?(?P<s>\d{1,2})秒?(?:[.,](?P<f>\d{1,9}))?)?)\s*"
    r"(?P<late>[ap]\.?m\.?)?\s*(?P<zone>z|utc|gmt|[-+]\d\d:?(?:\d\d)?)?(?:\s?\(.*\))?$"
)
_COMPACT = re.compile(r"(\d{8})[t\s]?(\d\d)(\d\d)(\d\d)?$")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_FIGURES = re.compile(r"\s*(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d\d)\b")
_AFTERNOON = ("下午", "晚上", "p")


class NoDay(ValueError):
    """A text with a time at most."""


def parse_date(text: str, day_first: bool = False) -> date:
    """Read a day; a time beside it is dropped, after a zone was turned into China's.

    ValueError carries a short reason in Chinese.

    >>> parse_date("2024年3月5日"), parse_date("3/5/2024"), parse_date("5-Mar-24")
    (datetime.date(2024, 3, 5), datetime.date(2024, 3, 5), datetime.date(2024, 3, 5))
    >>> parse_date("3/5/2024", day_first=True), parse_date("45356")
    (datetime.date(2024, 5, 3), datetime.date(2024, 3, 5))
    """
    return parse_moment(text, day_first).date()


def parse_moment(text: str, day_first: bool = False, zone: tzinfo = SHANGHAI) -> datetime:
    """Read a moment in ``zone``; a day alone begins at midnight.

    >>> parse_moment("2024-03-05T06:30:00Z").isoformat()
    '2024-03-05T14:30:00+08:00'
    >>> parse_moment("2024年3月5日 下午2:30").isoformat(), parse_moment("45356.5").hour
    ('2024-03-05T14:30:00+08:00', 12)
    """
    folded = _folded(text)
    if _SERIAL.fullmatch(folded):
        return excel_moment(float(folded)).replace(tzinfo=zone)
    try:
        day_text, clock, offset = _split_time(folded)
        day = _day(day_text, day_first)
    except (ValueError, OverflowError, KeyError) as error:
        raise ValueError(
            str(error) if isinstance(error, NoDay) else f"“{text.strip()}”不是日期"
        ) from None
    if offset is None:
        return datetime.combine(day, clock, zone)
    try:
        return datetime.combine(day, clock, offset).astimezone(zone)
    except OverflowError:
        raise ValueError(f"“{text.strip()}”不是日期") from None


def looks_day_first(texts: Iterable[str]) -> bool:
    """Whether the days of a column such as 13/5/2024 can only be read day first.

    >>> looks_day_first(["3/5/2024", "13/5/2024"]), looks_day_first(["3/5/2024", "5/13/2024"])
    (True, False)
    >>> looks_day_first(["25.12.24", "31.12.24"]), looks_day_first(["24.3.10", "24.3.12"])
    (True, False)
    """
    read = [found.groups() for text in texts if (found := _FIGURES.match(text))]
    if any(int(second) > 12 for _, second, _ in read):
        return False
    late = [(first, third) for first, _, third in read if int(first) > 12]
    firsts, thirds = ({one[place] for one in late} for place in (0, 1))
    return any(len(third) == 4 for third in thirds) or len(firsts) > len(thirds)


def excel_moment(serial: float, since_1904: bool = False) -> datetime:
    """Turn an Excel serial number into a moment without a zone, to the second.

    The 1900 system counts a 29 February 1900 that never was; serial 60 is refused.

    >>> excel_moment(45356.5), excel_moment(59).date(), excel_moment(61).date()
    (datetime.datetime(2024, 3, 5, 12, 0), datetime.date(1900, 2, 28), datetime.date(1900, 3, 1))
    >>> excel_moment(43894, since_1904=True).date()
    datetime.date(2024, 3, 5)
    """
    if not 0 <= serial < 2_958_466 or (not since_1904 and (serial < 1 or 60 <= serial < 61)):
        raise ValueError(f"{serial:g} 不是 Excel 日期")
    origin = datetime(1899, 12, 31) if serial < 60 else datetime(1899, 12, 30)
    if since_1904:
        origin = datetime(1904, 1, 1)
    try:
        return origin + timedelta(seconds=round(serial * 86_400))
    except OverflowError:
        raise ValueError(f"{serial:g} 不是 Excel 日期") from None


def _folded(text: str) -> str:
    if len(text) > LONGEST:
        raise ValueError("内容太长，不是日期")
    folded = unicodedata.normalize("NFKC", text).casefold().strip(" \t\r\n'\u200e\u200f")
    return " ".join(_WEEKDAY.sub(" ", folded).split()).strip(", ")


def _split_time(text: str) -> tuple[str, time, tzinfo | None]:
    compact = _COMPACT.fullmatch(text)
    if compact:
        hour, minute, second = (int(part or 0) for part in compact.groups()[1:])
        return compact[1], time(hour, minute, second), None
    found = _TIME.search(text)
    if not found or (found["i"] is None and ":" in found[0]):
        return text, time(), None
    hour = int(found["h"])
    half = found["half"] or found["late"] or ""
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.startswith(_AFTERNOON) else 0)
        hour = 12 if half == "中午" and hour == 0 else hour
    micro = int((found["f"] or "0").ljust(6, "0")[:6])
    clock = time(hour, int(found["i"] or 0), int(found["s"] or 0), micro)
    return text[: found.start()].rstrip(" ,"), clock, _offset(found["zone"])


def _offset(zone: str | None) -> tzinfo | None:
    if not zone:
        return None
    if zone[0] not in "+-":
        return UTC
    digits = zone[1:].replace(":", "").ljust(4, "0")
    distance = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-distance if zone[0] == "-" else distance)


def _day(text: str, day_first: bool) -> date:
    if not text:
        raise NoDay("没有日期")
    for shape in _DAY_SHAPES:
        found = shape.fullmatch(text)
        if found:
            return _from_parts(found.groupdict(), day_first)
    raise ValueError(text)


def _from_parts(parts: dict[str, str | None], day_first: bool) -> date:
    if parts.get("cy"):
        year, month, day = (chinese_number(parts[key] or "") for key in ("cy", "cm", "cd"))
        return date(year, month, day)
    if parts.get("a"):
        figures = (parts["a"] or "", parts["b"] or "", parts["y"] or "")
        return _from_figures(*figures, between=parts["s"] or "", day_first=day_first)
    year = _full_year(parts["y"] or "")
    month = _MONTHS[name] if (name := parts.get("name")) else int(parts["m"] or 0)
    return date(year, month, int(parts["d"] or 0))


def _from_figures(first: str, second: str, third: str, between: str, day_first: bool) -> date:
    """Three bare figures; 24/03/05 cannot begin with a month, so it begins with the year."""
    if len(third) == 2 and int(first) > 12 and int(third) <= 31 and not day_first:
        return date(_full_year(first), int(second), int(third))
    day_first = day_first or between == "."
    swap = int(first) > 12 or (day_first and int(second) <= 12)
    month, day = (second, first) if swap else (first, second)
    return date(_full_year(third), int(month), int(day))


def _full_year(digits: str) -> int:
    """Two figures mean 1970 to 2069."""
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (2000 if year < 70 else 1900)
