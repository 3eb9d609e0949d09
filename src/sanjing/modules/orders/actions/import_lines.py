"""Orders from flat rows, one row a line or one row an order, set by set."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import batches, registry
from sanjing.foundation.entities.batches import Outcome
from sanjing.foundation.events.models import Event
from sanjing.modules.orders.lines import LINES, chunks
from sanjing.modules.orders.models import Order
from sanjing.modules.orders.reading import is_blank, read_lines
from sanjing.modules.orders.rules import Line
from sanjing.modules.products.models import Product

Row = Mapping[str, Any]
LINE_KEYS = ("product", "product_name", "quantity", "unit_price")
OF_LINE = (*LINE_KEYS, "amount", "discount")
FOR_ORDER = {"order_amount": "amount", "order_discount": "discount"}


def place_many(
    rows: Sequence[Row],
    *,
    by: Actor,
    at: datetime,
    batch: int | None = None,
    make_products: bool = True,
) -> Outcome:
    """Create or change the orders that `rows` spell; each row is answered by its position.

    Keys are the fields of an order (reference, customer, ordered_on, state, owner, note …). A row that
    fills product, product_name, quantity or unit_price is a line: its amount and discount are the
    line's, and those of the order are order_amount and order_discount. Rows with one reference are one
    order; a row without is an order of its own. An order known by its reference is changed: its lines
    are replaced, unless `batch` wrote them already, in which case the new ones follow them.

    Raises Forbidden if `by` may not create orders.
    """
    outcome, groups = Outcome(), grouped(rows)
    products = products_for(rows, by=by, at=at, batch=batch, make=make_products)
    known = known_orders(list(groups), by, batch)
    fresh: list[tuple[list[int], Row]] = []
    existing: list[tuple[list[int], tuple[int, Row]]] = []
    for reference, positions in groups.items():
        try:
            values = order_values([rows[position] for position in positions], products)
        except ValueError as error:
            outcome.refused |= {position: {"lines": [str(error)]} for position in positions}
            continue
        if reference in known:
            order_id, before = known[reference]
            values |= {"lines": [*before, *values["lines"]]} if "lines" in values else {}
            existing.append((positions, (order_id, values)))
        else:
            fresh.append((positions, values))
    entity = registry.get("order")
    created = batches.create_many(
        entity, [values for _p, values in fresh], by=by, at=at, batch=batch
    )
    changed = batches.change_many(
        entity, [change for _p, change in existing], by=by, at=at, batch=batch
    )
    spread(created, [positions for positions, _v in fresh], outcome)
    spread(changed, [positions for positions, _v in existing], outcome)
    return outcome


def grouped(rows: Sequence[Row]) -> dict[Any, list[int]]:
    """Positions by order number; a row without one is keyed by its own position."""
    groups: dict[Any, list[int]] = defaultdict(list)
    for position, row in enumerate(rows):
        reference = str(row.get("reference") or "").strip()
        groups[reference or position].append(position)
    return groups


def order_values(rows: Sequence[Row], products: Mapping[str, Product]) -> dict[str, Any]:
    """One order's values: what any of its rows says of the order, and its lines. ValueError names the line."""
    values: dict[str, Any] = {}
    lines: list[dict[str, Any]] = []
    for row in rows:
        is_line = any(not is_blank(row.get(key)) for key in LINE_KEYS)
        own = {k: v for k, v in row.items() if not (is_line and k in OF_LINE) and not is_blank(v)}
        for key, value in own.items():
            values.setdefault(FOR_ORDER.get(key, key), value)
        if is_line:
            lines.append(line_values(row, products))
    return values | {"lines": read_lines(lines)} if lines else values


def line_values(row: Row, products: Mapping[str, Product]) -> dict[str, Any]:
    """One line; without any price it is worth nothing rather than refused."""
    product = products.get(product_key(row))
    line = {key: row.get(key) for key in OF_LINE}
    line["product"] = product
    line["product_name"] = row.get("product_name") or (
        product.name if product else row.get("product")
    )
    priced = product is not None and product.price is not None
    if is_blank(row.get("unit_price")) and is_blank(row.get("amount")) and not priced:
        line["amount"] = 0
    return line


def product_key(row: Row) -> str:
    given = row.get("product")
    if isinstance(given, Product):
        return given.reference
    return str(given or row.get("product_name") or "").strip()


def products_for(
    rows: Sequence[Row], *, by: Actor, at: datetime, batch: int | None, make: bool
) -> dict[str, Product]:
    """The products that rows mean, by number or name; new ones are made if `by` may."""
    found: dict[str, Product] = {}
    names: dict[str, str] = {}
    for row in rows:
        if key := product_key(row):
            names.setdefault(key, str(row.get("product_name") or row.get("product") or "").strip())
            if isinstance(row.get("product"), Product):
                found[key] = row["product"]
    for part in chunks([key for key in names if key not in found], 400):
        wanted = set(part)
        for product in Product.objects.filter(
            Q(reference__in=part) | Q(name__in=part), removed_at=None
        ):
            found |= {key: product for key in (product.name, product.reference) if key in wanted}
    missing = [key for key in names if key not in found]
    if make and missing and by.may("product", "create"):
        given = [product_values(key, names[key]) for key in missing]
        made = batches.create_many(registry.get("product"), given, by=by, at=at, batch=batch)
        found |= {missing[position]: product for position, product in made.created.items()}
    return found


def product_values(key: str, name: str) -> dict[str, Any]:
    """A number of its own when the rows gave one beside the name."""
    return {"name": name[:200]} | ({"reference": key} if key != name and len(key) <= 40 else {})


def known_orders(
    keys: Sequence[Any], by: Actor, batch: int | None
) -> dict[str, tuple[int, list[Line]]]:
    """Id and the lines to keep, by the number of each order that is there already."""
    references = [key for key in keys if isinstance(key, str)]
    entity, known = registry.get("order"), {}
    for part in chunks(references, 400):
        orders = list(entity.visible_to(by).filter(reference__in=part).only("pk", "reference"))
        ids = [order.pk for order in orders]
        events = (
            Event.objects.filter(entity="order", record_id__in=ids, batch=batch)
            if batch
            else Event.objects.none()
        )
        written = set(events.values_list("record_id", flat=True))
        half_done = Order.objects.filter(pk__in=written).prefetch_related("rows")
        kept = {order.pk: LINES.value(order) for order in half_done}
        known |= {order.reference: (order.pk, kept.get(order.pk, [])) for order in orders}
    return known


def spread(made: Outcome, positions: Sequence[list[int]], outcome: Outcome) -> None:
    """Answer every row of an order with what became of the order."""
    for kind in ("created", "changed", "unchanged", "refused"):
        answers = getattr(made, kind)
        getattr(outcome, kind).update(
            {row: answer for n, answer in answers.items() for row in positions[n]}
        )
