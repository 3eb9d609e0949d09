"""Which option of a choice, and which answer of a flag, the word in a cell means."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils import translation

from sanjing.foundation.entities.fields import Field
from sanjing.foundation.entities.transfers import Words
from sanjing.foundation.transfer.recognise.normalise import readings_of

NOWHERE = Words()
BARE_YES = frozenset(("1", "1.0", "true", "yes", "y", "t", "on", "是", "有", "对", "√", "✓"))
BARE_NO = frozenset(("0", "0.0", "false", "no", "n", "f", "off", "否", "无", "不", "×", "✗", "未"))
IN_USE = frozenset(
    ("active", "enabled", "available", "启用", "已启用", "在售", "在产", "正常", "有效", "上架", "已上架", "销售中")
)  # fmt: skip
OUT_OF_USE = frozenset(
    ("inactive", "disabled", "unavailable", "obsolete", "discontinued", "停用", "已停用", "禁用", "停售", "已停售",
     "停产", "已停产", "下架", "已下架", "无效", "失效", "淘汰", "已淘汰")
)  # fmt: skip


class Unknown(ValueError):
    """A word that is well written but says nothing the field knows, or more than it can hold.

    It is kept beside, not refused; the field takes `nearest`. A `fault` says what is wrong with it,
    and is kept along.
    """

    def __init__(self, word: str, nearest: str | None = None, fault: str = ""):
        super().__init__(word)
        self.nearest, self.fault = nearest, fault


def option_words(field: Field, words: Words = NOWHERE) -> list[str]:
    """Every word that a column of these options may hold."""
    spoken = [*words.same.values(), *words.near.values()]
    keys = (key for key, _label in field.choices if key)
    return [*_labels(field), *keys, *(word for group in spoken for word in group)]


def option_of(field: Field, words: Words = NOWHERE) -> Callable[[Any], str]:
    """The key of the option a cell means: itself, its label in any language, a word for it, or the
    one label it is part of.
    """
    labels = _labels(field)
    keys = {key.casefold(): key for key, _label in field.choices}
    exact = labels | keys | _keyed(words.same)
    near = _keyed(words.near)

    def take(cell: Any) -> str:
        readings = readings_of(str(cell))
        word = readings[0]
        for known in readings:
            if known in exact:
                return exact[known]
            if known in near:
                raise Unknown(word, near[known])
        alike = {key for label, key in labels.items() if word in label or label in word}
        if len(alike) != 1:
            raise Unknown(word)
        return alike.pop()

    return take


def answer_of(*, denied: bool) -> Callable[[Any], bool]:
    """Yes or no. Under a header that says the contrary of the field, a bare yes is a no."""

    def take(cell: Any) -> bool:
        word = str(cell).strip().casefold()
        if word in BARE_YES | BARE_NO:
            return (word in BARE_YES) != denied
        if word in IN_USE | OUT_OF_USE:
            return word in IN_USE
        raise Unknown(word)

    return take


def _labels(field: Field) -> dict[str, str]:
    """Label, folded → key, in every language the company may have written its file in."""
    found: dict[str, str] = {}
    for language in (translation.get_language(), *(code for code, _name in settings.LANGUAGES)):
        with translation.override(language):
            for key, label in field.choices:
                found.setdefault(str(label).casefold(), key)
    return found


def _keyed(words: Any) -> dict[str, str]:
    return {word.casefold(): key for key, group in words.items() for word in group}
