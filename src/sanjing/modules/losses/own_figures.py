"""What the company's own data say about numbers that are usually borrowed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _

from sanjing.foundation.assumptions.declaring import Own
from sanjing.foundation.figures.queries import figure
from sanjing.foundation.figures.sights import everybody
from sanjing.kernel.periods import add_months
from sanjing.modules.orders.models import CustomerSales, Order, OrderLine

KNOWN = Decimal("0.5")
"""The part of the sales whose goods have a cost, below which a margin says nothing."""
FEW_CUSTOMERS = 20
TOP = Decimal("0.2")
TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Sold:
    """What was sold of a product: `cost` of one, None where nobody wrote it down; amounts in 分."""

    quantity: Decimal
    amount: int
    cost: int | None


def margin_of(rows: Iterable[Sold]) -> tuple[Decimal, Decimal] | None:
    """(margin in per cent, part of the sales it rests on); None of too small a part.

    >>> margin_of([Sold(Decimal(10), 1000, 80), Sold(Decimal(1), 500, None)])
    (Decimal('20.0'), Decimal('0.67'))
    """
    rows = list(rows)
    whole = sum(one.amount for one in rows)
    known = [(one.quantity, one.amount, one.cost) for one in rows if one.cost is not None]
    sales = sum(amount for _quantity, amount, _cost in known)
    if whole <= 0 or sales <= 0 or Decimal(sales) / whole < KNOWN:
        return None
    spent = sum((quantity * cost for quantity, _amount, cost in known), Decimal(0))
    percent = (100 * (sales - spent) / sales).quantize(TENTH)
    return percent, (Decimal(sales) / whole).quantize(Decimal("0.01"))


def margin(on: date) -> Own | None:
    """Of what was sold in the twelve months up to a day, what was left after the cost of the goods."""
    found = figure("own.margin", everybody(), on, margin_on)
    if found is None or found[0] < 0:
        return None
    told = _("近 12 个月的订单，%(part)s%% 的金额有产品成本") % {"part": round(100 * found[1])}
    return Own(found[0], told)


def margin_on(on: date) -> tuple[Decimal, Decimal] | None:
    """As `margin_of` tells it."""
    since = add_months(on, -12)
    orders = Order.objects.sold().filter(ordered_on__gt=since, ordered_on__lte=on)
    lines = OrderLine.objects.filter(order__in=orders.order_by().values("pk"))
    sums = lines.order_by().values_list("product", "product__cost")
    rows = sums.annotate(quantity_sum=Sum("quantity"), amount_sum=Sum("amount"))
    return margin_of(Sold(quantity, amount, cost) for _product, cost, quantity, amount in rows)


def share_of_largest(on: date) -> Own | None:
    """What the largest fifth of the customers bought, of everything customers bought so far."""
    found = figure("own.largest_fifth", everybody(), on, largest_fifth)
    if found is None:
        return None
    percent, count = found
    told = _("%(n)s 位客户的累计消费，按金额不按利润") % {"n": f"{count:,}"}
    return Own(percent, told)


def largest_fifth(_on: date) -> tuple[Decimal, int] | None:
    """(per cent, customers); None of too few."""
    rows = CustomerSales.objects.filter(amount__gt=0)
    count = rows.count()
    if count < FEW_CUSTOMERS:
        return None
    largest = rows.order_by("-amount").values("amount")[: max(int(count * TOP), 1)]
    top = _sum(largest)
    return (Decimal(100 * top) / (_sum(rows) or 1)).quantize(TENTH), count


def _sum(rows: Any) -> int:
    return rows.aggregate(whole=Sum("amount"))["whole"] or 0
