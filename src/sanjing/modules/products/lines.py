"""Lines as one field of the record they stand in, so that form, history, API and write path treat them as any other.

A record type with lines has a model of `LineRow` for them and a `lines_field` of that model.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

from django import forms
from django.db.models import Exists, Model, OuterRef, Q, Subquery
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.entities.fields import Field
from sanjing.foundation.entities.kinds import Cell, Kind
from sanjing.foundation.inserts import insert
from sanjing.foundation.phrases import joined
from sanjing.kernel.money import plain_money
from sanjing.kernel.numbers import plain_number
from sanjing.modules.products.models import LineRow, Product
from sanjing.modules.products.queries import list_prices
from sanjing.modules.products.reading import is_blank, read_lines
from sanjing.modules.products.rules import Line, settled

COLUMNS = ("product", "quantity", "unit_price", "discount")
SPARE_ROWS = 3
MOST_SUGGESTED = 500


class Lines(Kind):
    """A table of products, quantities and prices; the value is a list of `Line`."""

    name = "lines"
    operators = ("empty", "filled")
    sortable = False
    api_type = list[dict]
    empty = []

    def parse(self, raw: Any, field: Field) -> list[Line]:
        return read_lines(raw)

    def format(self, value: list[Line], field: Field) -> str:
        return joined(f"{line.product_name} × {plain_number(line.quantity)}" for line in value)

    def cell(self, value: list[Line], field: Field) -> Cell:
        return Cell(self.format(value[:3], field) + ("…" if len(value) > 3 else ""))

    def to_json(self, value: list[Line]) -> list[dict[str, Any]]:
        return [line_json(line) for line in value]

    def from_json(self, data: list[dict[str, Any]] | None) -> list[Line]:
        return read_lines([{**one, "product": None} for one in data or []])

    def form_field(self, field: Field) -> forms.Field:
        return forms.Field(widget=LinesTable(), **self.form_options(field))

    def initial(self, value: list[Line], field: Field) -> list[dict[str, str]]:
        return [line_texts(line) for line in value]

    def blank(self, path: str) -> Q:
        return Q(**{f"{path}__isnull": True})


def line_json(line: Line) -> dict[str, Any]:
    return {
        "product": line.product_id,
        "product_name": line.product_name,
        "quantity": float(line.quantity),
        "unit_price": None if line.unit_price is None else line.unit_price / 100,
        "discount": float(line.discount),
        "amount": None if line.amount is None else line.amount / 100,
    }


def line_texts(line: Line) -> dict[str, str]:
    """What the controls of a row hold."""
    return {
        "product": line.product_name,
        "quantity": plain_number(line.quantity),
        "unit_price": "" if line.unit_price is None else plain_money(line.unit_price),
        "discount": f"{plain_number(line.discount * 100)}%" if line.discount else "",
    }


@dataclass(frozen=True, eq=False)
class LinesField(Field):
    """Reads the lines of a record and keeps those given until the record is saved.

    `rows` is the model of the lines; their foreign key `record` points back. With `listed` each line
    keeps the price of the list beside its own.
    """

    rows: Any = None
    record: str = ""
    listed: bool = False

    def value(self, record: Any) -> list[Line]:
        held = record.__dict__
        if "held_lines" not in held:
            rows = sorted(record.rows.all(), key=lambda row: row.position)
            held["held_lines"] = [stored_line(row) for row in rows]
        return held["held_lines"]

    def set(self, record: Model, value: list[Line]) -> None:
        known = [] if record._state.adding else self.value(record)
        record.__dict__ |= {"held_lines": settled(value, known), "lines_given": (value, known)}

    def price(self, record: Any, on: date) -> None:
        """Settle the lines that were given by the price list for this customer on that day.

        For `Entity.derive`, which knows both. Without it a line takes the usual price.
        """
        value, known = record.__dict__.get("lines_given") or ([], [])
        asked = {line.product_id for line in value if self.listed or line.is_unpriced}
        if not asked - {None}:
            return
        prices = list_prices(asked - {None}, record.customer, on)
        listed = [
            replace(line, list_price=prices.get(line.product_id)) if line.product_id else line
            for line in value
        ]
        record.__dict__["held_lines"] = settled(listed, known)

    def faults(self, record: Any) -> dict[str, list[str]]:
        """For `Entity.check`: lines without an amount, else those typed now that are below zero."""
        given, known = record.__dict__.get("lines_given") or ([], [])
        stood = {line.key for line in known}
        typed = {
            n: line for n, line in enumerate(given, 1) if not line.of_file and line.key not in stood
        }
        told = [fault % {"n": n} for n, line in typed.items() if (fault := below_zero(line))]
        return unpriced(self.value(record)) or ({"lines": told} if told else {})

    def save(self, records: Sequence[Any]) -> None:
        """Write the lines that were given, and take the others along to another customer."""
        given = [record for record in records if record.__dict__.pop("lines_given", False)]
        mine, rows = f"{self.record}__in", self.rows._default_manager
        for part in chunks([record.pk for record in given], 500):
            rows.filter(**{mine: part}).delete()
        insert(
            [self.row(one, n, line) for one in given for n, line in enumerate(self.value(one), 1)]
        )
        written = {record.pk for record in given}
        self._follow([record.pk for record in records if record.pk not in written])

    def _follow(self, records: Sequence[int]) -> None:
        """Give lines that stayed to the customer of their record.

        Without a join, whose plan PostgreSQL guesses wrong while a large file comes in.
        """
        owner = self.rows._meta.get_field(self.record).related_model._default_manager
        mine = owner.filter(pk=OuterRef(f"{self.record}_id"))
        for part in chunks(records, 500):
            lines = self.rows._default_manager.filter(**{f"{self.record}__in": part})
            astray = lines.exclude(Exists(mine.filter(customer_id=OuterRef("customer_id"))))
            astray.update(customer_id=Subquery(mine.values("customer_id")))

    def row(self, record: Any, position: int, line: Line) -> LineRow:
        return self.rows(
            **{f"{self.record}_id": record.pk},
            customer_id=record.customer_id,
            position=position,
            product_id=line.product_id,
            product_name=line.product_name,
            quantity=line.quantity,
            unit_price=line.unit_price,
            discount=line.discount,
            amount=cast(int, line.amount),  # A line without one does not pass `unpriced`.
            **({"list_price": line.list_price} if self.listed else {}),
        )


def lines_field(rows: type[LineRow], record: str, *, listed: bool = False) -> LinesField:
    return LinesField(
        name="lines",
        label=_("明细"),
        kind=Lines(),
        path="rows",
        source="parts",
        prefetch=("rows",),
        rows=rows,
        record=record,
        listed=listed,
    )


def below_zero(line: Line) -> str:
    """What to say of a line that would take goods or money back; nothing of any other."""
    if line.quantity < 0:
        return gettext("第 %(n)s 行：数量不能是负数，退回的货请不要记成负数")
    if min(line.unit_price or 0, line.amount or 0) < 0:
        return gettext("第 %(n)s 行：单价和金额不能是负数")
    return ""


def unpriced(lines: Sequence[Line]) -> dict[str, list[str]]:
    """What `Entity.check` answers where a line has no amount."""
    missing = [n for n, line in enumerate(lines, 1) if line.amount is None]
    return (
        {"lines": [gettext("第 %(n)s 行：请填写单价") % {"n": n} for n in missing]}
        if missing
        else {}
    )


def stored_line(row: LineRow) -> Line:
    quantity, discount = row.quantity.normalize() + 0, row.discount.normalize() + 0
    listed = getattr(row, "list_price", None)
    return Line(
        row.product_id, row.product_name, quantity, row.unit_price, discount, row.amount, listed
    )


def chunks(items: Sequence[Any], size: int) -> Iterable[Sequence[Any]]:
    return (items[start : start + size] for start in range(0, len(items), size))


class LinesTable(forms.Widget):
    """Rows of four controls with some spare ones, so that it works before any script runs."""

    template_name = "products/lines_table.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        rows = list(value or []) + [dict.fromkeys(COLUMNS, "")] * (SPARE_ROWS if not value else 1)
        products = Product.objects.filter(removed_at=None, active=True).order_by("name")
        suggested = products.values_list("name", "unit")[:MOST_SUGGESTED]
        return {
            **super().get_context(name, value, attrs),
            "rows": rows,
            "suggested": list(suggested),
        }

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, str]]:
        columns = [data.getlist(f"{name}-{column}") for column in COLUMNS]
        rows = [dict(zip(COLUMNS, row, strict=True)) for row in zip(*columns, strict=False)]
        return [row for row in rows if any(not is_blank(text) for text in row.values())]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}-product" not in data
