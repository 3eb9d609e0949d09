"""Dates as people say them: 今天 14:30, 3天前, 11月22日 周日."""

from datetime import date, datetime
from typing import Any

_WORDS = {
    "zh": {
        0: "今天", -1: "昨天", 1: "明天", "ago": "{}天前", "ahead": "{}天后",
        "near": "{0.month}月{0.day}日 {1}", "far": "{0.year}年{0.month}月{0.day}日",
        "week": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    },
    "zh-hant": {
        0: "今天", -1: "昨天", 1: "明天", "ago": "{}天前", "ahead": "{}天後",
        "near": "{0.month}月{0.day}日 {1}", "far": "{0.year}年{0.month}月{0.day}日",
        "week": ("週一", "週二", "週三", "週四", "週五", "週六", "週日"),
    },
    "en": {
        0: "Today", -1: "Yesterday", 1: "Tomorrow", "ago": "{} days ago", "ahead": "in {} days",
        "near": "{1} {0.day} {0:%b}", "far": "{0.day} {0:%b} {0.year}",
        "week": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    },
}  # fmt: skip

_TRADITIONAL = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")


def human_date(value: date | datetime, now: datetime, language: str = "zh-hans") -> str:
    """Say a day or a moment as seen from ``now``; an aware moment is told in the zone of ``now``.

    The hour is told for yesterday, today and tomorrow; further away the day says enough.

    >>> now = datetime(2026, 11, 22, 18, 0)
    >>> human_date(datetime(2026, 11, 22, 14, 30), now), human_date(date(2026, 11, 19), now)
    ('今天 14:30', '3天前')
    >>> human_date(date(2026, 11, 1), now), human_date(date(2025, 11, 1), now, "en")
    ('11月1日 周日', '1 Nov 2025')
    """
    words = _words(language)
    moment = value if isinstance(value, datetime) else None
    if moment and moment.tzinfo and now.tzinfo:
        moment = moment.astimezone(now.tzinfo)
    day = moment.date() if moment else value
    distance = (day - now.date()).days
    if abs(distance) <= 1:
        return f"{words[distance]} {moment:%H:%M}" if moment else str(words[distance])
    if abs(distance) <= 6:
        return str(words["ago" if distance < 0 else "ahead"]).format(abs(distance))
    template = str(words["near" if day.year == now.year else "far"])
    return template.format(day, words["week"][day.weekday()])


def full_moment(moment: datetime, language: str = "zh-hans") -> str:
    """Say a moment completely, for a tooltip.

    >>> full_moment(datetime(2026, 11, 22, 14, 30)), full_moment(datetime(2026, 11, 22, 9, 5), "en")
    ('2026年11月22日 周日 14:30', 'Sun 22 Nov 2026 09:05')
    """
    words = _words(language)
    weekday = words["week"][moment.weekday()]
    day = str(words["far"]).format(moment)
    named = f"{weekday} {day}" if words is _WORDS["en"] else f"{day} {weekday}"
    return f"{named} {moment:%H:%M}"


def _words(language: str) -> dict[Any, Any]:
    code = language.lower()
    return _WORDS[
        "en" if code.startswith("en") else "zh-hant" if code.startswith(_TRADITIONAL) else "zh"
    ]
