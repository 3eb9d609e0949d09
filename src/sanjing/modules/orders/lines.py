"""The lines of an order as one field of it, so that form, history, API and write path treat them as any other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.entities.fields import Field
from sanjing.foundation.entities.kinds import Cell, Kind
from sanjing.foundation.inserts import insert
from sanjing.kernel.money import format_money, plain_money
from sanjing.modules.orders.models import Order, OrderLine
from sanjing.modules.orders.reading import is_blank, read_lines
from sanjing.modules.orders.rules import Line, settled
from sanjing.modules.products.models import Product

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
        return "；".join(f"{line.product_name} × {plain(line.quantity)}" for line in value)

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
        return Q(rows__isnull=True)


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
        "quantity": plain(line.quantity),
        "unit_price": "" if line.unit_price is None else plain_money(line.unit_price),
        "discount": f"{plain(line.discount * 100)}%" if line.discount else "",
    }


def plain(number: Decimal, grouping: str = "") -> str:
    text = f"{number:{grouping}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


class LinesField(Field):
    """Reads the lines of an order and keeps those given until the order is saved."""

    def value(self, record: Order) -> list[Line]:
        held = record.__dict__
        if "held_lines" not in held:
            rows = sorted(record.rows.all(), key=lambda row: row.position)
            held["held_lines"] = [stored_line(row) for row in rows]
        return held["held_lines"]

    def set(self, record: Order, value: list[Line]) -> None:
        known = [] if record._state.adding else self.value(record)
        record.__dict__ |= {"held_lines": settled(value, known), "lines_given": True}


def stored_line(row: OrderLine) -> Line:
    quantity, discount = row.quantity.normalize() + 0, row.discount.normalize() + 0
    return Line(row.product_id, row.product_name, quantity, row.unit_price, discount, row.amount)


LINES = LinesField(
    name="lines",
    label=_("明细"),
    kind=Lines(),
    path="rows",
    source="parts",
    prefetch=("rows",),
)


def save_lines(orders: Sequence[Order]) -> None:
    """Write the lines that were given, and take the others along when an order changes its customer."""
    given = [order for order in orders if order.__dict__.pop("lines_given", False)]
    for part in chunks([order.pk for order in given], 500):
        OrderLine.objects.filter(order_id__in=part).delete()
    insert(
        [
            line_row(order, n, line)
            for order in given
            for n, line in enumerate(LINES.value(order), 1)
        ]
    )
    customer = Order.objects.filter(pk=OuterRef("order_id")).values("customer_id")
    for part in chunks([order.pk for order in orders], 500):
        astray = OrderLine.objects.filter(order_id__in=part).exclude(
            customer_id=F("order__customer_id")
        )
        astray.update(customer_id=Subquery(customer))


def line_row(order: Order, position: int, line: Line) -> OrderLine:
    return OrderLine(
        order_id=order.pk,
        customer_id=order.customer_id,
        position=position,
        product_id=line.product_id,
        product_name=line.product_name,
        quantity=line.quantity,
        unit_price=line.unit_price,
        discount=line.discount,
        amount=cast(int, line.amount),  # OrderEntity.check let no line without an amount pass.
    )


def chunks(items: Sequence[Any], size: int) -> Iterable[Sequence[Any]]:
    return (items[start : start + size] for start in range(0, len(items), size))


class LinesTable(forms.Widget):
    """Rows of four controls with some spare ones, so that it works before any script runs."""

    template_name = "orders/lines_table.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        rows = list(value or []) + [dict.fromkeys(COLUMNS, "")] * (SPARE_ROWS if not value else 1)
        products = Product.objects.filter(removed_at=None, active=True).order_by("name")
        suggested = products.values_list("name", "price", "unit")[:MOST_SUGGESTED]
        return {
            **super().get_context(name, value, attrs),
            "rows": rows,
            "suggested": [(n, plain_money(p) if p is not None else "", u) for n, p, u in suggested],
        }

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, str]]:
        columns = [data.getlist(f"{name}-{column}") for column in COLUMNS]
        rows = [dict(zip(COLUMNS, row, strict=True)) for row in zip(*columns, strict=False)]
        return [row for row in rows if any(not is_blank(text) for text in row.values())]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}-product" not in data


def lines_panel(record: Order, _actor: Any) -> dict[str, Any]:
    """Context of the panel that shows the lines of one order."""
    lines = LINES.value(record)
    return {
        "hidden": not lines,
        "discounted": any(line.discount for line in lines),
        "lines": [
            {
                "name": line.product_name,
                "url": f"/products/{line.product_id}/" if line.product_id else "",
                "quantity": plain(line.quantity, ","),
                "unit_price": "" if line.unit_price is None else format_money(line.unit_price),
                "discount": f"{plain(line.discount * 100)}%" if line.discount else "",
                "amount": line.amount,
            }
            for line in lines
        ],
        "discount": record.discount,
        "freight": record.freight,
        "amount": record.amount,
    }
