"""The Chinese lunar calendar from 1900 to 2100, for birthdays and festivals."""

import csv
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources

from sanjing.kernel.numerals import chinese_number

MONTHS = ("正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "冬", "腊")
_TENS = ("初", "十", "廿")
_ONES = "一二三四五六七八九十"
_MONTH_NUMBERS = {name: number for number, name in enumerate(MONTHS, start=1)} | {
    "一": 1,
    "十一": 11,
    "十二": 12,
    "臘": 12,
}
_CALENDAR = r"(?P<calendar>农历|農曆|阴历|陰曆|旧历|舊曆|夏历)?"
_YEAR = r"(?:(?P<year>\d{4}|[〇零○一二三四五六七八九]{4})年)?"
_SPOKEN = re.compile(
    rf"{_CALENDAR}{_YEAR}{_CALENDAR.replace('calendar', 'after')}(?P<leap>[闰閏])?"
    r"(?P<month>十[一二]|[正一二三四五六七八九十冬腊臘])月(?:初(?P<early>[一二三四五六七八九十])|"
    r"(?P<day>[一二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|卅))日?"
)
_FIGURES = re.compile(
    r"(?:农历|農曆|阴历|陰曆|旧历|舊曆)(?:(?P<year>\d{4})[-/.年])?(?P<leap>[闰閏])?"
    r"(?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?|L(?P<m>\d\d)(?P<plus>\+?)-(?P<d>\d\d)"
)


@dataclass(frozen=True, slots=True, order=True)
class LunarDay:
    """A day of the lunar year, without its year.

    >>> str(LunarDay(8, 15)), LunarDay(4, 3, leap=True).code
    ('农历八月十五', 'L04+-03')
    """

    month: int
    day: int
    leap: bool = False

    def __post_init__(self) -> None:
        if not (1 <= self.month <= 12 and 1 <= self.day <= 30):
            raise ValueError("农历没有这一天")

    def __str__(self) -> str:
        tens, ones = divmod(self.day - 1, 10)
        named = {20: "二十", 30: "三十"}.get(self.day, _TENS[tens] + _ONES[ones])
        return f"农历{'闰' if self.leap else ''}{MONTHS[self.month - 1]}月{named}"

    @property
    def code(self) -> str:
        """Short form for storing; :func:`parse_lunar` reads it back."""
        return f"L{self.month:02}{'+' if self.leap else ''}-{self.day:02}"


@dataclass(frozen=True, slots=True)
class _Year:
    new_year: date
    leap_month: int
    lengths: Sequence[int]

    def place(self, month: int, leap: bool) -> int:
        """Position of a month; the common month stands in for a leap month that is not there."""
        after_leap = bool(self.leap_month) and month > self.leap_month
        is_leap = leap and month == self.leap_month
        return month - 1 + after_leap + is_leap


def lunar_day(day: date) -> tuple[int, LunarDay]:
    """Lunar year and day of a solar day; ValueError outside 1900 to 2100.

    >>> lunar_day(date(2024, 2, 10)), lunar_day(date(2023, 4, 19))[1]
    ((2024, LunarDay(month=1, day=1, leap=False)), LunarDay(month=2, day=29, leap=True))
    """
    years = _years()
    number = day.year
    if number not in years or day < years[number].new_year:
        number -= 1
    if number not in years or (day - years[number].new_year).days >= sum(years[number].lengths):
        raise ValueError(f"{day.isoformat()} 不在农历表内（1900—2100）")
    year = years[number]
    left = (day - year.new_year).days
    place = 0
    while left >= year.lengths[place]:
        left -= year.lengths[place]
        place += 1
    leap = bool(year.leap_month) and place == year.leap_month
    month = place + 1 - (bool(year.leap_month) and place >= year.leap_month)
    return number, LunarDay(month, left + 1, leap)


def solar_day(lunar: LunarDay, lunar_year: int) -> date:
    """Solar day on which a lunar day is kept in a lunar year.

    A leap month that the year lacks is kept in the common month, and the 30th of a short month on
    its 29th, as families do.

    >>> solar_day(LunarDay(8, 15), 2024), solar_day(LunarDay(2, 1, leap=True), 2024)
    (datetime.date(2024, 9, 17), datetime.date(2024, 3, 10))
    """
    years = _years()
    if lunar_year not in years:
        raise ValueError(f"{lunar_year} 年不在农历表内（1900—2100）")
    year = years[lunar_year]
    place = year.place(lunar.month, lunar.leap)
    day = min(lunar.day, year.lengths[place])
    return year.new_year + timedelta(sum(year.lengths[:place]) + day - 1)


def leap_month(lunar_year: int) -> int:
    """The month that a lunar year has twice, or 0.

    >>> leap_month(2023), leap_month(2024)
    (2, 0)
    """
    return _years()[lunar_year].leap_month


def parse_lunar(text: str) -> LunarDay:
    """Read a lunar day: in Chinese numerals, in figures after 农历, or its stored code.

    A year before it is understood and dropped. ValueError for anything else, such as 8月15日,
    which is a solar day.

    >>> str(parse_lunar("农历八月十五")), str(parse_lunar("正月初一")), str(parse_lunar("除夕"))
    ('农历八月十五', '农历正月初一', '农历腊月三十')
    >>> str(parse_lunar("闰四月廿三")), str(parse_lunar("农历1985年12月8日"))
    ('农历闰四月廿三', '农历腊月初八')
    """
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    if folded in ("除夕", "大年三十", "年三十"):
        return LunarDay(12, 30)
    spoken = _SPOKEN.fullmatch(folded)
    if spoken:
        month = _MONTH_NUMBERS[spoken["month"]]
        day = chinese_number(spoken["early"] or spoken["day"])
        return LunarDay(month, day, bool(spoken["leap"]))
    figures = _FIGURES.fullmatch(folded)
    if not figures:
        raise ValueError(f"“{text.strip()[:40]}”不是农历日期")
    return LunarDay(
        int(figures["month"] or figures["m"]),
        int(figures["day"] or figures["d"]),
        bool(figures["leap"] or figures["plus"]),
    )


@cache
def _years() -> Mapping[int, _Year]:
    text = resources.files("sanjing.kernel").joinpath("data/lunar_years.csv").read_text("utf-8")
    return {
        int(row["year"]): _Year(
            date.fromisoformat(row["new_year"]),
            int(row["leap_month"]),
            tuple(29 + int(long) for long in row["long_months"]),
        )
        for row in csv.DictReader(text.splitlines())
    }
