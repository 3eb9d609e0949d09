"""The lines of a return: which line of the order, how many, and what that is worth."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _

from sanjing.foundation.entities.fields import Field
from sanjing.foundation.entities.kinds import Cell, Kind
from sanjing.foundation.phrases import joined
from sanjing.kernel.numbers import plain_number
from sanjing.modules.products.reading import MOST_LINES, is_blank, read_quantity

SPARE_ROWS = 3
PLACE = re.compile(r"(\d{1,6})(?:\s*[·.、]\s*.*)?")
"""A line is named by its place ("2", "2 · 波纹管") or by its product."""


@dataclass(frozen=True, slots=True)
class Back:
    """So much of the line of the order at `line`; 0 until it is found by the name. A quantity of None
    is all that is left of it.
    """

    line: int
    product_name: str = ""
    quantity: Decimal | None = None
    product_id: int | None = None
    amount: int = 0

    @property
    def key(self) -> tuple[int, Decimal | None]:
        return self.line, self.quantity


def read_back(raw: Any) -> Back:
    """Keys: line (its place in the order) or product_name, and quantity. ValueError says what is wrong."""
    if isinstance(raw, Back):
        return raw
    if not isinstance(raw, Mapping):
        raise ValueError(_("不是一行明细"))
    given = raw.get("line") or raw.get("product_name")
    place = PLACE.fullmatch(str(given or "").strip())
    if is_blank(given) or isinstance(given, bool):
        raise ValueError(_("请填写退的是订单第几行"))
    quantity = None if is_blank(raw.get("quantity")) else read_quantity(raw["quantity"])
    if quantity is not None and quantity <= 0:
        raise ValueError(_("退货数量要大于零"))
    name = "" if place else str(given).strip()[:200]
    return Back(int(place[1]) if place else 0, name, quantity)


class ReturnLines(Kind):
    """A table of lines of an order and quantities; the value is a list of `Back`."""

    name = "return_lines"
    operators = ("empty", "filled")
    sortable = False
    api_type = list[dict]
    empty = []

    def parse(self, raw: Any, field: Field) -> list[Back]:
        if raw in (None, ""):
            return []
        if not isinstance(raw, list | tuple) or len(raw) > MOST_LINES:
            raise ValueError(_("明细应是一张不超过 %(most)s 行的表") % {"most": MOST_LINES})
        found = []
        for number, one in enumerate(raw, 1):
            try:
                found.append(read_back(one))
            except (ValueError, OverflowError) as error:
                raise ValueError(_("第 %(n)s 行：%(why)s") % {"n": number, "why": error}) from error
        return found

    def format(self, value: list[Back], field: Field) -> str:
        return joined(f"{one.product_name} × {plain_number(one.quantity or 0)}" for one in value)

    def cell(self, value: list[Back], field: Field) -> Cell:
        return Cell(self.format(value[:3], field) + ("…" if len(value) > 3 else ""))

    def to_json(self, value: list[Back]) -> list[dict[str, Any]]:
        return [
            {
                "line": one.line,
                "product": one.product_id,
                "product_name": one.product_name,
                "quantity": float(one.quantity or 0),
                "amount": one.amount / 100,
            }
            for one in value
        ]

    def from_json(self, data: list[dict[str, Any]] | None) -> list[Back]:
        return [
            Back(one["line"], one["product_name"], Decimal(str(one["quantity"])), one["product"],
                 round(one["amount"] * 100))
            for one in data or []
        ]  # fmt: skip

    def form_field(self, field: Field) -> forms.Field:
        return forms.Field(widget=ReturnTable(), **self.form_options(field))

    def initial(self, value: list[Back], field: Field) -> list[dict[str, str]]:
        return [
            {
                "line": f"{one.line} · {one.product_name}",
                "quantity": plain_number(one.quantity or 0),
            }
            for one in value
        ]

    def blank(self, path: str) -> Q:
        return Q(**{f"{path}__isnull": True})


class ReturnTable(forms.Widget):
    template_name = "orders/return_table.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        rows = list(value or []) + [{"line": "", "quantity": ""}] * SPARE_ROWS
        return {**super().get_context(name, value, attrs), "rows": rows}

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, str]]:
        pairs = zip(data.getlist(f"{name}-line"), data.getlist(f"{name}-quantity"), strict=False)
        return [{"line": line, "quantity": n} for line, n in pairs if line.strip() or n.strip()]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}-line" not in data
