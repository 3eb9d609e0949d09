"""The lines of a return as one field of it, found in the order and priced by what was paid there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.entities.fields import Field
from sanjing.foundation.entities.locking import hold
from sanjing.foundation.inserts import insert
from sanjing.kernel.numbers import format_number
from sanjing.modules.orders.models import Order, Return, ReturnLine
from sanjing.modules.orders.return_lines import Back, ReturnLines
from sanjing.modules.orders.returned import returnable
from sanjing.modules.orders.rules import Sold
from sanjing.modules.products.rules import squashed

Amounts = Mapping[tuple[int, Decimal | None], int]


@dataclass(frozen=True, eq=False)
class ReturnLinesField(Field):
    """Reads the lines of a return and keeps those given until it is saved."""

    def value(self, record: Any) -> list[Back]:
        held = record.__dict__
        if "held_backs" not in held:
            held["held_backs"] = [] if record._state.adding else [
                Back(row.line, row.product_name, row.quantity.normalize() + 0, row.product_id, row.amount)
                for row in sorted(record.rows.all(), key=lambda row: row.pk)
            ]  # fmt: skip
        return held["held_backs"]

    def set(self, record: Any, value: list[Back]) -> None:
        record.__dict__ |= {"backs_known": self.value(record), "held_backs": value}

    def settle(self, record: Any) -> None:
        """Find the lines that were given in the order and say what they are worth. For `Entity.derive`.

        The order is held, so that two people never give back the same goods.
        """
        if "backs_known" not in record.__dict__:
            return
        known, faults = (
            record.__dict__["backs_known"],
            record.__dict__.setdefault("back_faults", []),
        )
        faults.clear()
        hold(Order, [record.order_id])
        record.order = Order.objects.select_related("customer").get(pk=record.order_id)
        found, sold = [], returnable(record.order, besides=record.pk)
        for number, back in enumerate(self.value(record), 1):
            try:
                settled, sold = settle_one(back, sold, {one.key: one.amount for one in known})
                found.append(settled)
            except ValueError as error:
                faults.append(_("第 %(n)s 行：%(why)s") % {"n": number, "why": error})
        if not faults:
            record.__dict__["held_backs"] = found
            record.amount = sum(one.amount for one in found)

    def save(self, records: Sequence[Any]) -> None:
        """Write the lines that were given. Of several returns of one order the later ones are
        reckoned again with the earlier ones written.
        """
        given = [one for one in records if one.__dict__.pop("backs_known", None) is not None]
        orders: set[int] = set()
        for record in given:
            if record.order_id in orders:
                record.__dict__["backs_known"] = []
                self.settle(record)
                record.__dict__.pop("backs_known")
                Return.objects.filter(pk=record.pk).update(amount=record.amount)
            orders.add(record.order_id)
            ReturnLine.objects.filter(returned=record.pk).delete()
            insert([row_of(record, one) for one in self.value(record)])


def settle_one(back: Back, sold: list[Sold], amounts: Amounts) -> tuple[Back, list[Sold]]:
    """One line with what it is worth, and the lines of the order after it. ValueError says why not.

    Of a line that stood there before and is given again unchanged, the worth stays.
    """
    one = find(back, sold)
    quantity = one.left if back.quantity is None else back.quantity
    if quantity > one.left or quantity <= 0:
        told = {"product": one.product_name, "sold": format_number(one.quantity),
                "left": format_number(one.left), "asked": format_number(quantity)}  # fmt: skip
        raise ValueError(_("“%(product)s”卖出 %(sold)s，还能退 %(left)s，不能退 %(asked)s") % told)
    amount = amounts.get((one.line, quantity))
    rest = one.paid - one.given
    if amount is None or amount > rest or (quantity == one.left and amount != rest):
        amount = one.worth(quantity)
    after = [other if other is not one else one.less(quantity, amount) for other in sold]
    return Back(one.line, one.product_name, quantity, one.product_id, amount), after


def find(back: Back, sold: Sequence[Sold]) -> Sold:
    """The line of the order that is meant: of several of one product the first with enough left."""
    if not sold:
        raise ValueError(_("订单没有可退的明细"))
    name = squashed(back.product_name)
    same = [
        one
        for one in sold
        if (one.line == back.line if back.line else squashed(one.product_name) == name)
    ]
    if not same:
        named = back.line or back.product_name
        raise ValueError(_("订单里没有“%(name)s”这一行") % {"name": named})
    return next((one for one in same if one.left >= (back.quantity or Decimal("0.0001"))), same[0])


def row_of(record: Return, back: Back) -> ReturnLine:
    return ReturnLine(
        returned_id=record.pk,
        customer_id=record.customer_id,
        line=back.line,
        product_id=back.product_id,
        product_name=back.product_name,
        quantity=back.quantity or 0,
        amount=back.amount,
    )


LINES = ReturnLinesField(
    name="lines",
    label=_l("退哪些"),
    kind=ReturnLines(),
    path="rows",
    source="parts",
    help=_l("写订单第几行或产品名称；数量不填就是还能退的全部"),
    prefetch=("rows",),
)
