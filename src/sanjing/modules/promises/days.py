"""The day that a Chinese phrase means: 周五前, 三个工作日内, 月底前, 下周三上午, 11月30日前.

Pure: the day on which it was said is an argument.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from sanjing.kernel.calendar import add_workdays, holiday
from sanjing.kernel.numerals import chinese_number
from sanjing.kernel.periods import add_months

NUMBER = r"(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3})"
DAY_NUMBER = r"(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})"
MONTH_NUMBER = r"(?P<m>\d{1,2}|[一二三四五六七八九十]{1,2})"
ENDING = r"(?:[上下]午|早上|中午|晚上|晚|一早)?(?:下班)?(?:之内|以内|之前|以前|[内前里])?"
NEXT = r"(?<![上个每下])"
"""Neither 上周五, which is over, nor 每周五, which is every one; nor the rest of 下下周."""
WITHIN = r"(?:之内|以内|[内里])"
WEEKDAYS = "一二三四五六日"
FESTIVALS = {"元旦": "元旦", "春节": "春节", "清明": "清明", "五一": "劳动节", "劳动节": "劳动节",
             "端午": "端午", "中秋": "中秋", "国庆": "国庆节", "十一": "国庆节"}  # fmt: skip
Reader = Callable[[re.Match[str], date], date | None]


@dataclass(frozen=True, slots=True)
class Due:
    """A day and where in the text it stands."""

    day: date
    start: int
    end: int


def _number(text: str) -> int:
    """A number as it is said; of “两三” the larger one."""
    several = len(text) == 2 and "十" not in text and not text.isdigit()
    return chinese_number(text[1] if several else text)


def _days(found: re.Match[str], today: date) -> date:
    return today + timedelta(_number(found["n"]))


def _workdays(found: re.Match[str], today: date) -> date:
    return add_workdays(today, _number(found["n"]))


def _weeks(found: re.Match[str], today: date) -> date:
    return today + timedelta(7 * _number(found["n"]))


def _months(found: re.Match[str], today: date) -> date:
    return add_months(today, _number(found["n"]))


def _half_month(_found: re.Match[str], today: date) -> date:
    return today + timedelta(15)


def _hours(found: re.Match[str], today: date) -> date:
    return today + timedelta(_number(found["n"]) // 24)


def _near(found: re.Match[str], today: date) -> date:
    words = {"今": 0, "当": 0, "明": 1, "后": 2, "大": 3}
    return today + timedelta(words[found["w"][0]])


def _weekday(found: re.Match[str], today: date) -> date:
    """下周三 is of the next week from Monday; 周五 alone is the next one to come."""
    asked = WEEKDAYS.index(found["d"].replace("天", "日"))
    if shift := found["shift"] or "":
        monday = today - timedelta(today.weekday())
        return monday + timedelta(7 * shift.count("下") + asked)
    return today + timedelta((asked - today.weekday()) % 7)


def _this_week(found: re.Match[str], today: date) -> date:
    """Its Friday, or on a weekend its Sunday."""
    monday = today - timedelta(today.weekday()) + timedelta(7 * found["shift"].count("下"))
    friday = monday + timedelta(4)
    return friday if friday >= today else monday + timedelta(6)


def _month_part(found: re.Match[str], today: date) -> date:
    first = add_months(today.replace(day=1), (found["shift"] or "").count("下"))
    end = add_months(first, 1) - timedelta(1)
    day = {"底": end, "末": end, "中": first.replace(day=15), "初": first.replace(day=5)}[
        found["p"]
    ]
    return day if day >= today else add_months(day, 1)


def _calendar_day(found: re.Match[str], today: date) -> date | None:
    """11月30日: the next to come, unless a year is said."""
    month, day = chinese_number(found["m"]), chinese_number(found["d"])
    years = [int(found["y"])] if found["y"] else [today.year, today.year + 1]
    days = [made for year in years if (made := _made(year, month, day))]
    return next((one for one in days if one >= today), None)


def _month_day(found: re.Match[str], today: date) -> date | None:
    """25号: of this month or the next to have it."""
    first = add_months(today.replace(day=1), (found["shift"] or "").count("下"))
    for ahead in range(3):
        month = add_months(first, ahead)
        made = _made(month.year, month.month, chinese_number(found["d"]))
        if made and made >= today:
            return made
    return None


def _month_end(found: re.Match[str], today: date) -> date | None:
    first = _made(today.year, chinese_number(found["m"]), 1)
    if first is None:
        return None
    end = add_months(first, 1) - timedelta(1)
    return end if end >= today else add_months(first, 13) - timedelta(1)


def _year_end(_found: re.Match[str], today: date) -> date:
    return date(today.year, 12, 31)


def _before_festival(found: re.Match[str], today: date) -> date | None:
    name = FESTIVALS[found["f"]]
    for ahead in range(1, 400):
        told = holiday(today + timedelta(ahead))
        if told and told.is_rest and name in told.name:
            return today + timedelta(ahead - 1)
    return None


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


SHAPES: list[tuple[re.Pattern[str], Reader]] = [
    (re.compile(shape), read)
    for shape, read in (
        (rf"(?:(?P<y>20\d\d)年)?{MONTH_NUMBER}月{DAY_NUMBER}[日号]?{ENDING}", _calendar_day),
        (rf"{MONTH_NUMBER}月[底末](?:之前|以前|前)?", _month_end),
        (rf"{NUMBER}个?工作日{WITHIN}", _workdays),
        (rf"{NUMBER}个?小时{WITHIN}", _hours),
        (rf"{NUMBER}[天日]{WITHIN}", _days),
        (rf"{NUMBER}个?(?:周|星期|礼拜){WITHIN}", _weeks),
        (rf"{NUMBER}个月{WITHIN}", _months),
        (rf"半个月{WITHIN}", _half_month),
        (rf"{NEXT}(?P<shift>下下|[本这下])?个?(?:周|星期|礼拜)(?P<d>[一二三四五六日天]){ENDING}", _weekday),
        (rf"{NEXT}(?P<shift>下下|[本这下])个?(?:周|星期|礼拜){ENDING}", _this_week),
        (rf"{NEXT}(?P<shift>下下|[本这下])?个?月(?P<p>[底末中初])(?:之前|以前|前)?", _month_part),
        (rf"(?<![\d月])(?:(?P<shift>下下|[本这下])个?月)?{DAY_NUMBER}[号日]{ENDING}", _month_day),
        (r"年底(?:之前|以前|前)?", _year_end),
        (rf"(?P<f>{'|'.join(FESTIVALS)})(?:节|假期)?(?:之前|以前|前)", _before_festival),
        (rf"(?P<w>大后天|今天|今日|今晚|当天|明天|明日|明早|明晚|后天){ENDING}", _near),
    )
]  # fmt: skip


def due_in(text: str, today: date) -> Due | None:
    """The first day that a text names, on or after `today`.

    >>> due_in("11月30日前", date(2026, 11, 22)), due_in("下周三上午", date(2026, 11, 22))
    (Due(day=datetime.date(2026, 11, 30), start=0, end=7), Due(day=datetime.date(2026, 11, 25), start=0, end=5))
    """
    best: Due | None = None
    for shape, read in SHAPES:
        for found in shape.finditer(text):
            try:
                day = read(found, today)
            except (ValueError, OverflowError):
                continue
            if day and day >= today and (best is None or found.start() < best.start):
                best = Due(day, found.start(), found.end())
                break
    return best
