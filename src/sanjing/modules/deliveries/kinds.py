"""Kinds of field that only warehouses have: several regions, and vehicles with what they take."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _

from sanjing.foundation.entities.fields import Field
from sanjing.foundation.entities.kinds import KINDS, Kind
from sanjing.foundation.entities.kinds.choice import Tags, split_tags
from sanjing.foundation.phrases import joined, listed, unbroken
from sanjing.kernel.numbers import parse_number, plain_number
from sanjing.kernel.regions import region_name
from sanjing.modules.deliveries.rules import Van

MOST_VEHICLES = 60
LONGEST_PLATE = 20
LARGEST = Decimal(10) ** 9
_VEHICLE = re.compile(r"(?P<plate>.+?)\s*[×xX*＊]\s*(?P<capacity>[\d.,]+)\s*", re.DOTALL)


class Regions(Tags):
    """Several places, each typed as a name and stored as a code."""

    name = "regions"

    def parse(self, raw: Any, field: Field) -> str:
        parts = raw if isinstance(raw, list | tuple) else split_tags(str(raw or ""))
        codes = [KINDS["region"].parse(part, field) for part in parts]
        return super().parse(codes, field)

    def format(self, value: str, field: Field) -> str:
        return listed(region_name(code) or code for code in self.to_json(value))

    def question(self, op: str, raw: Any, field: Field) -> Any:
        return None if op in ("empty", "filled") else KINDS["region"].parse(raw, field)

    def search_names(self, value: str, field: Field) -> list[str]:
        return []


class Vehicles(Kind):
    """Number plates and what each takes; typed as text, one to a line or parted by semicolons."""

    name = "vehicles"
    operators = ("empty", "filled")
    sortable = False
    api_type = str
    empty: list[Van] = []

    def parse(self, raw: Any, field: Field) -> list[Van]:
        if isinstance(raw, list) and all(isinstance(one, Van) for one in raw):
            return raw
        texts = [one.strip() for one in re.split(r"[;；\n]", "" if raw is None else str(raw))]
        found = [read_van(text) for text in texts if text]
        if len(found) > MOST_VEHICLES:
            raise ValueError(_("一个仓库最多 %(most)s 辆车") % {"most": MOST_VEHICLES})
        plates = [one.plate for one in found]
        if twice := next((plate for plate in plates if plates.count(plate) > 1), None):
            raise ValueError(_("车辆“%(plate)s”写了两次") % {"plate": twice})
        return found

    def format(self, value: list[Van], field: Field) -> str:
        return joined(f"{one.plate} × {plain_number(one.capacity)}" for one in value)

    def display(self, value: list[Van], field: Field) -> str:
        return joined(unbroken(f"{one.plate} × {plain_number(one.capacity)}") for one in value)

    def to_json(self, value: list[Van]) -> str:
        return joined(f"{one.plate} × {plain_number(one.capacity)}" for one in value)

    def widget(self, field: Field) -> forms.Widget:
        return forms.Textarea(attrs={"rows": 3})

    def initial(self, value: list[Van], field: Field) -> str:
        return "\n".join(f"{one.plate} × {plain_number(one.capacity)}" for one in value)

    def blank(self, path: str) -> Q:
        return Q(**{f"{path}__isnull": True})


def read_van(text: str) -> Van:
    """`text` is "鄂A12345 × 80". ValueError says why not."""
    found = _VEHICLE.fullmatch(text)
    if found is None:
        raise ValueError(_("“%(text)s”应写成“车牌 × 载量”") % {"text": text[:40]})
    plate = found["plate"].strip()
    if len(plate) > LONGEST_PLATE:
        raise ValueError(_("车牌“%(plate)s”太长") % {"plate": plate[:40]})
    capacity = Decimal(parse_number(found["capacity"])).quantize(Decimal("0.01"))
    if not 0 < capacity < LARGEST:
        raise ValueError(_("车辆“%(plate)s”的载量应大于零") % {"plate": plate})
    return Van(plate, capacity.normalize() + 0)
