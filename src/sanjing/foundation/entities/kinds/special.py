"""Kinds that know what a telephone number or a place is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _

from sanjing.foundation.entities.kinds.base import Cell
from sanjing.foundation.entities.kinds.text import Text
from sanjing.kernel.phones import mask_phone, normal_phone
from sanjing.kernel.regions import parse_region, region_name


class PhoneNumber(Text):
    name = "phone"
    short = True
    most = 32
    operators = ("contains", "is", "empty", "filled")

    def parse(self, raw: Any, field) -> str:
        text = super().parse(raw, field)
        return normal_phone(text).text if text else ""

    def cell(self, value, field):
        return Cell(value or "", href=f"tel:{value}" if value else "")

    def widget(self, field):
        return forms.TextInput(attrs={"type": "tel", "inputmode": "tel"})

    def mask(self, value: str) -> str:
        return mask_phone(value) if value else ""

    def search_names(self, value, field):
        return []

    def search_digits(self, value):
        return [value] if value else []


class Region(Text):
    """A province, city or district; typed as a name, stored as a code."""

    name = "region"
    operators = ("within", "is", "empty", "filled")

    def parse(self, raw: Any, field) -> str:
        text = "" if raw is None else str(raw).strip()
        if not text:
            return ""
        known = region_name(text) if text.isdigit() else ""
        province, city, district, _rest = parse_region(known or text)
        code = district or city or province
        if not code:
            raise ValueError(_("找不到地区“%(text)s”") % {"text": text[:40]})
        return code

    def format(self, value, field):
        return (region_name(value) or value) if value else ""

    def q(self, path, op, value, asked):
        if op == "within":  # A range, which an index serves where LIKE is not served.
            inside = Q(**{f"{path}__gte": value, f"{path}__lte": f"{value}9999"})
            return Q(**{f"{path}__isnull": False}) & inside
        return super().q(path, op, value, asked)

    def search_names(self, value, field):
        return []
