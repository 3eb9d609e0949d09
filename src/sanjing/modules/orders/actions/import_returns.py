"""Returns from flat rows, one row a line of an order that came back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import batches, registry
from sanjing.foundation.entities.batches import Outcome
from sanjing.foundation.entities.transfers import KEPT, with_lines
from sanjing.modules.orders.models import Order, Return, ReturnLine
from sanjing.modules.orders.return_lines import Back
from sanjing.modules.orders.returned import lines_of
from sanjing.modules.orders.rules import Sold
from sanjing.modules.products.actions.place_lines import product_key, products_for, spread
from sanjing.modules.products.models import Product
from sanjing.modules.products.reading import is_blank, read_quantity
from sanjing.modules.products.rules import squashed

Row = Mapping[str, Any]
OF_LINE = ("line", "product", "product_name", "quantity", KEPT)


def place_returns(
    rows: Sequence[Row], *, by: Actor, at: datetime, batch: int | None = None
) -> Outcome:
    """Ask for the returns that `rows` spell; each row is answered by its position.

    Keys are the fields of a return, and of its line: product or product_name, or line as the place in
    the order, and quantity; none means all that is left. Rows with one reference are one return, those
    without by order, day and reason. What is there already changes nothing. Raises Forbidden.
    """
    outcome = Outcome()
    products = products_for(rows, by=by, at=at, batch=batch, make=False)
    orders = {row["order"].pk for row in rows if isinstance(row.get("order"), Order)}
    sold, known = lines_of(orders), standing_lines(orders)
    groups: dict[Any, list[tuple[int, Back]]] = defaultdict(list)
    today = timezone.localdate(at)
    for position, row in enumerate(rows):
        try:
            back, key = read(row, products, sold), key_of(row, today)
        except ValueError as error:
            outcome.refused[position] = {"lines": [str(error)]}
            continue
        if is_there(key, back, known):
            outcome.unchanged[position] = known[key][0]
        else:
            groups[key].append((position, back))
    told = [([n for n, _b in lines], values_of(rows, lines, today)) for lines in groups.values()]
    write(told, outcome, by=by, at=at, batch=batch)
    return outcome


def key_of(row: Row, today: date) -> Any:
    """What one return is known by. ValueError where the row names no order."""
    if not isinstance(row.get("order"), Order):
        raise ValueError(_("请写明是哪张订单退的货"))
    if reference := str(row.get("reference") or "").strip():
        return reference
    return row["order"].pk, str(row.get("asked_on") or today), reason_of(row)


def reason_of(row: Row) -> str:
    return str(row.get("reason") or Return.Reason.OTHER)


def read(row: Row, products: Mapping[str, Product], sold: Mapping[int, list[Sold]]) -> Back:
    """The line that came back. ValueError says what the row does not."""
    quantity = None if is_blank(row.get("quantity")) else read_quantity(row["quantity"])
    if quantity is not None and quantity <= 0:
        raise ValueError(_("退货数量要大于零"))
    if not is_blank(row.get("line")):
        return Back(int(read_quantity(row["line"])), "", quantity)
    product = products.get(product_key(row))
    name = str(row.get("product_name") or row.get("product") or "").strip()
    if not name:
        raise ValueError(_("请写明退的是什么产品"))
    lines = sold.get(row["order"].pk, []) if row.get("order") else []
    return Back(0, spelt(name, product, lines)[:200], quantity)


def spelt(name: str, product: Product | None, lines: Sequence[Sold]) -> str:
    """The name of the line of the order that is meant; as it was given where there is none."""
    asked = {squashed(name), squashed(product.name)} if product else {squashed(name)}
    same = [one for one in lines if product and one.product_id == product.pk]
    same += [one for one in lines if squashed(one.product_name) in asked]
    return same[0].product_name if same else name


Known = dict[Any, tuple[Return, set[tuple[str, Any]], set[tuple[int, Any]]]]


def standing_lines(orders: set[int]) -> Known:
    """The returns of these orders that stand, by order, day and reason, with what they are of."""
    known: Known = {}
    rows = ReturnLine.objects.filter(
        returned__in=Return.objects.standing().filter(order__in=orders)
    )
    for row in rows.select_related("returned"):
        one = row.returned
        found = known.setdefault(
            (one.order_id, one.asked_on.isoformat(), one.reason), (one, set(), set())
        )
        found[1].add((squashed(row.product_name), row.quantity))
        found[2].add((row.line, row.quantity))
    return known


def is_there(key: Any, back: Back, known: Known) -> bool:
    """Whether the same line came in before, for rows without a number of their return."""
    if key not in known or back.quantity is None:
        return False
    _one, named, placed = known[key]
    named_so = (squashed(back.product_name), back.quantity)
    return (back.line, back.quantity) in placed if back.line else named_so in named


def values_of(
    rows: Sequence[Row], lines: Sequence[tuple[int, Back]], today: date
) -> dict[str, Any]:
    """What any row of a return says of it, and its lines."""
    values: dict[str, Any] = {}
    kept: list[str] = []
    for position, _back in lines:
        row = rows[position]
        kept += row.get(KEPT, ())
        for name, value in row.items():
            if name not in OF_LINE and not is_blank(value):
                values.setdefault(name, value)
    values.setdefault("asked_on", today)
    values["reason"] = reason_of(values)
    if kept:
        values["note"] = with_lines(str(values.get("note") or ""), dict.fromkeys(kept))
    return values | {"lines": [back for _position, back in lines]}


def write(told: Sequence[tuple[list[int], dict]], outcome: Outcome, **written: Any) -> None:
    """One return of an order after the other: what the first takes, the next cannot."""
    rounds: list[list[tuple[list[int], dict]]] = []
    turn: dict[int, int] = defaultdict(int)
    for one in told:
        order = one[1]["order"].pk
        if turn[order] == len(rounds):
            rounds.append([])
        rounds[turn[order]].append(one)
        turn[order] += 1
    for part in rounds:
        write_round(part, outcome, **written)


def write_round(
    part: Sequence[tuple[list[int], dict]], outcome: Outcome, *, by: Actor, **written: Any
) -> None:
    """A return whose number is known changes; while it waits for an answer its lines may."""
    entity = registry.get("return")
    numbers = [values["reference"] for _positions, values in part if values.get("reference")]
    known = dict(entity.visible_to(by).filter(reference__in=numbers).values_list("reference", "pk"))
    old = [one for one in part if one[1].get("reference") in known]
    new = [one for one in part if one[1].get("reference") not in known]
    made = batches.create_many(entity, [values for _p, values in new], by=by, **written)
    changes = [(known[values["reference"]], values) for _p, values in old]
    changed = batches.change_many(entity, changes, by=by, **written)
    spread(made, [positions for positions, _v in new], outcome)
    spread(changed, [positions for positions, _v in old], outcome)
