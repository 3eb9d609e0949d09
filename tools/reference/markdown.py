"""Small pieces of Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext, override

SOURCE, ENGLISH = "zh-hans", "en"


def document(title: str, *parts: str) -> str:
    """A page that says where it comes from."""
    note = "<!-- Written by script/reference; do not edit. -->"
    return "\n\n".join([f"# {title}", note, *parts]) + "\n"


def table(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    lines = [_row(header), _row(["---"] * len(header)), *(_row(row) for row in rows)]
    return "\n".join(lines)


def _row(cells: Sequence[Any]) -> str:
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _cell(value: Any) -> str:
    return " ".join(str(value).split()).replace("|", "\\|")


def code(text: Any) -> str:
    return f"`{text}`" if text not in ("", None) else ""


def codes(texts: Iterable[Any]) -> str:
    return ", ".join(code(text) for text in texts)


def both(label: Any) -> str:
    """A text of the interface in English and as it is written in the sources."""
    with override(SOURCE):
        source = _said(label)
    english = in_english(label)
    return english if english == source else f"{english} {source}"


def in_english(label: Any) -> str:
    with override(ENGLISH):
        return _said(label)


def _said(label: Any) -> str:
    """A text that was only marked for translation is translated here."""
    return gettext(label) if type(label) is str else str(label)


def first_sentence(docstring: str | None) -> str:
    """The first paragraph of a docstring in one line, without what it raises."""
    told = " ".join((docstring or "").strip().split("\n\n")[0].split())
    return told.partition(" Raises ")[0]
