"""Putting pieces of text together with the punctuation of the language that is spoken."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _


def listed(words: Iterable[Any]) -> str:
    """甲、乙 in Chinese, "a, b" in English."""
    return _("、").join(map(str, words))


def joined(sentences: Iterable[Any]) -> str:
    """Several remarks in one line: 甲；乙 in Chinese."""
    return _("；").join(map(str, sentences))


def running(sentences: Iterable[Any]) -> str:
    """Whole sentences one after the other, which Chinese sets without a space between."""
    return ("" if _is_chinese() else " ").join(map(str, sentences))


def month_word(number: int) -> str:
    """A month for a text that adds 月 by itself: 10 in Chinese, "Oct" in English."""
    return str(number) if _is_chinese() else f"{date(2000, number, 1):%b}"


def _is_chinese() -> bool:
    return (get_language() or "").startswith("zh")


def labelled(label: Any, text: Any) -> str:
    """A remark about something: 电话：太长 in Chinese."""
    return f"{label}{_('：')}{text}"


def noted(header: str, text: str) -> str:
    """A line for the notes of a record: in the language of its header, whoever brings the file in."""
    name = header.strip("*＊ ")
    return f"{name}{': ' if name.isascii() else '：'}{text}"


def unbroken(text: str) -> str:
    """The same to read, on one line wherever it stands: a number plate, not half of one."""
    return "\u2060".join(text.replace(" ", "\u00a0"))
