"""What the text of a message may leave open, to be filled in for each customer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sanjing.kernel.placeholders import gaps

WORDS = {
    "customer": "客户名称",
    "contact": "联系人",
    "owner": "负责人",
    "last_order": "最近下单",
}
"""What is filled in, by either of its names: {客户名称} or {customer}."""


def unknown(text: str) -> list[str]:
    """Gaps of a text that nothing fills.

    >>> unknown("{联系人}您好，{customer}的{电话}")
    ['{电话}']
    """
    known = {*WORDS, *WORDS.values()}
    return [f"{{{one}}}" for one in gaps(text) if one not in known]


def spelled(values: Mapping[str, str], last_order: date | None) -> dict[str, str]:
    """What to fill in, by both names of each; a day as the language of the name writes it.

    >>> spelled({"owner": "王强"}, date(2026, 3, 9))["最近下单"]
    '2026年3月9日'
    """
    day = last_order
    english = {**values, "last_order": day.isoformat() if day else ""}
    chinese = {**values, "last_order": f"{day.year}年{day.month}月{day.day}日" if day else ""}
    return english | {WORDS[name]: value for name, value in chinese.items()}
