"""Putting pieces of text together with the punctuation of the language that is spoken."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _


def listed(words: Iterable[Any]) -> str:
    """甲、乙 in Chinese, "a, b" in English."""
    return _("、").join(map(str, words))


def joined(sentences: Iterable[Any]) -> str:
    """Several remarks in one line: 甲；乙 in Chinese."""
    return _("；").join(map(str, sentences))


def labelled(label: Any, text: Any) -> str:
    """A remark about something: 电话：太长 in Chinese."""
    return f"{label}{_('：')}{text}"


def noted(header: str, text: str) -> str:
    """A line for the notes of a record: in the language of its header, whoever brings the file in."""
    name = header.strip("*＊ ")
    return f"{name}{': ' if name.isascii() else '：'}{text}"
