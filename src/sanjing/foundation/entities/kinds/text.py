from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.validators import URLValidator, validate_email
from django.db.models import Q
from django.utils.translation import gettext as _

from sanjing.foundation.entities.kinds.base import Cell, Kind

BEYOND_ASCII = re.compile(r"[^\W\x00-\x7f](?=[^@]*@)")
"""Letters such as é or 张 before the @, which mail servers have long taken and Django refuses."""

PLAIN_ADDRESS = re.compile(
    r"[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}"
)
"""Nearly all addresses: those that Django takes, told without its many steps."""


class Text(Kind):
    name = "text"
    operators: tuple[str, ...] = ("contains", "is", "is_not", "starts", "empty", "filled")
    empty = ""
    most = 2000

    def parse(self, raw: Any, field) -> str:
        if raw is None:
            return ""
        if isinstance(raw, float) and raw.is_integer():
            raw = int(raw)
        text = clean_text(str(raw), self.keep_lines)
        most = field.max_length or self.most
        if len(text) > most:
            raise ValueError(
                _("最多 %(most)s 个字，现在有 %(count)s 个") % {"most": most, "count": len(text)}
            )
        return text

    keep_lines = False

    def to_json(self, value: Any) -> str:
        """A column that must be unique keeps nothing as NULL; nobody outside need know."""
        return "" if value is None else value

    def question(self, op: str, raw: Any, field) -> Any:
        """A part of a value need not be a whole one: half an address, the tail of a number."""
        if op in ("contains", "starts"):
            return clean_text("" if raw is None else str(raw), self.keep_lines)
        return super().question(op, raw, field)

    def widget(self, field):
        return forms.TextInput(attrs={"maxlength": field.max_length or self.most})

    def blank(self, path: str) -> Q:
        return Q(**{f"{path}__isnull": True}) | Q(**{path: ""})

    def search_names(self, value, field):
        return [value] if value else []

    def mask(self, value: str) -> str:
        return f"{value[:1]}***" if value else ""


class LongText(Text):
    name = "longtext"
    operators = ("contains", "empty", "filled")
    sortable = False
    most = 20_000
    keep_lines = True

    def widget(self, field):
        return forms.Textarea(attrs={"rows": 4})

    def display(self, value, field):
        return value or ""


class Email(Text):
    name = "email"
    most = 254

    def parse(self, raw, field):
        text = super().parse(raw, field).removeprefix("mailto:").lower()
        if text and not PLAIN_ADDRESS.fullmatch(text):
            try:
                validate_email(BEYOND_ASCII.sub("x", text))
            except forms.ValidationError as error:
                raise ValueError(_("“%(text)s”不是邮箱地址") % {"text": text}) from error
        return text

    def widget(self, field):
        return forms.EmailInput()

    def cell(self, value, field):
        return Cell(value or "", href=f"mailto:{value}" if value else "")

    def mask(self, value: str) -> str:
        head, at, domain = (value or "").partition("@")
        return f"{head[:1]}***{at}{domain}" if at else ""


class Url(Text):
    name = "url"
    most = 300

    def parse(self, raw, field):
        text = super().parse(raw, field)
        if text and "://" not in text:
            text = f"https://{text}"
        if text:
            try:
                URLValidator(schemes=["http", "https"])(text)
            except forms.ValidationError as error:
                raise ValueError(_("“%(text)s”不是网址") % {"text": text}) from error
        return text

    def cell(self, value, field):
        text = (value or "").removeprefix("https://").removeprefix("http://").rstrip("/")
        return Cell(text, href=value or "")


def clean_text(text: str, keep_lines: bool = False) -> str:
    """Trim, drop control characters and unpaired surrogates, fold odd white space."""
    if text.isprintable():
        return text.strip() if keep_lines else " ".join(text.split())
    allowed = "\n" if keep_lines else ""
    text = (
        text.replace("\r\n", "\n").replace("\r", "\n").replace("\u3000", " ").replace("\xa0", " ")
    )
    text = "".join(
        char if char.isprintable() or char in allowed or char == "\u200d" else " " for char in text
    )
    return text.strip() if keep_lines else " ".join(text.split())
