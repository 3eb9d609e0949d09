"""Kinds of field that only customers have: credit code, industry, birthday."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Any

from django import forms
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from sanjing.foundation.entities.kinds.base import AnotherKind
from sanjing.foundation.entities.kinds.text import Text, clean_text
from sanjing.kernel.calendar import LunarDay, parse_birthday, parse_lunar
from sanjing.kernel.codes import explain_credit_code, mask_code, normal_code
from sanjing.kernel.industries import find_industry, industry_name, parse_industry

CREDIT_CODE_LENGTH = 18
"""Shorter ones are old tax numbers (15), those of Taiwan (8) or of other countries."""
CODED = re.compile(r"([A-T]\d{0,4})\b\s*.*")


class CreditCode(Text):
    """A unified social credit code; one with a wrong check digit is refused with the reason."""

    name = "code"
    operators = ("is", "starts", "empty", "filled")

    def parse(self, raw: Any, field) -> str:
        text = normal_code(clean_text("" if raw is None else str(raw)))
        if text and (fault := explain_credit_code(text).fault):
            foreign = len(text) != CREDIT_CODE_LENGTH
            raise AnotherKind(fault) if foreign else ValueError(fault)
        return text

    def widget(self, field):
        return forms.TextInput(attrs={"autocapitalize": "characters", "maxlength": 40})

    def mask(self, value: str) -> str:
        return mask_code(value) if value else ""


class Industry(Text):
    """A code of GB/T 4754 given by code or name, or, if the standard has no such name, the words."""

    name = "industry"
    operators = ("within", "is", "empty", "filled")

    def parse(self, raw: Any, field) -> str:
        text = super().parse(raw, field)
        coded = CODED.fullmatch(text)
        if coded and industry_name(coded[1]):
            return coded[1]
        return standard_or_own(text) if text else ""

    def format(self, value, field):
        """Code and name: several codes share one name."""
        known = industry_name(value) if value else ""
        return f"{value} {known}" if known else value or ""

    def display(self, value, field):
        return industry_name(value) or value if value else ""

    def initial(self, value, field):
        return value

    def widget(self, field):
        return IndustryPicker()

    def q(self, path, op, value, asked):
        if op == "within":
            return Q(**{f"{path}__isnull": False}) & Q(**{f"{path}__startswith": value})
        return super().q(path, op, value, asked)

    def search_names(self, value, field):
        return [self.display(value, field)] if value else []


@lru_cache(maxsize=4096)
def standard_or_own(text: str) -> str:
    """The code of an industry by its name, or the words as they are."""
    try:
        return parse_industry(text)
    except ValueError:
        return text


class IndustryPicker(forms.TextInput):
    """A searching select that keeps words the standard does not know."""

    template_name = "customers/industry_picker.html"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["label"] = industry_name(value or "") or value or ""
        return context


def suggestions(words: str) -> list[dict[str, str]]:
    """Rows for the picker: what was typed stays a choice of its own."""
    rows = [
        {"id": code, "text": industry_name(code), "hint": code} for code in find_industry(words)
    ]
    named = {row["text"] for row in rows}
    own = (
        [{"id": words, "text": words, "hint": _("按原文保存")}]
        if words and words not in named
        else []
    )
    return rows + own


class Birthday(Text):
    """A solar day "1980-05-03", or a lunar day of no year, kept as "L08-15" and read as 农历八月十五."""

    name = "birthday"
    operators = ("is", "empty", "filled")
    sortable = False

    def parse(self, raw: Any, field) -> str:
        if isinstance(raw, date):
            return raw.isoformat()[:10]
        text = super().parse(raw, field)
        if not text:
            return ""
        day = parse_birthday(text)
        return day.code if isinstance(day, LunarDay) else day.isoformat()

    def format(self, value, field):
        return str(parse_lunar(value)) if value and value.startswith("L") else value or ""

    def widget(self, field):
        return forms.TextInput(attrs={"placeholder": _("1980-05-03 或 农历八月十五")})

    def search_names(self, value, field):
        return []


class CreditCodeField(models.CharField):
    kind = CreditCode()


class IndustryField(models.CharField):
    kind = Industry()


class BirthdayField(models.CharField):
    kind = Birthday()
