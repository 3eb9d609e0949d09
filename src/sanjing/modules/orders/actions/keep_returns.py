"""What must hold between an order and what comes back of it."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from sanjing.foundation.entities.errors import Refusal
from sanjing.foundation.entities.locking import hold
from sanjing.modules.orders.models import NOT_SOLD, Order, Return
from sanjing.modules.orders.returned import back_of, lines_of

AT_ONCE = 500


class BeyondSold(Refusal):
    """More would come back than was sold."""

    code = "return_beyond_order"


class HasReturns(Refusal):
    """An order of which something came back cannot be taken back as a whole."""

    code = "order_has_returns"


def refuse_beyond(orders: Collection[int]) -> None:
    """Raises BeyondSold if more is returned of one of these orders than was sold, or for more than was
    paid. Holds the orders. Returns that come one by one were measured before; those of one request, or
    back from the bin, are measured here.
    """
    wanted = sorted(orders)
    for start in range(0, len(wanted), AT_ONCE):
        part = wanted[start : start + AT_ONCE]
        hold(Order, part)
        back, sold = back_of(part, None), lines_of(part)
        for order, returned in back.items():
            known = {one.line: one for one in sold.get(order, ())}
            for line in returned:
                one = known.get(line)
                if one is None or one.left < 0 or one.given > one.paid:
                    raise BeyondSold(beyond(order, one.product_name if one else str(line)))


def beyond(order: int, product: str) -> str:
    told = {"number": Order.objects.get(pk=order).reference, "product": product}
    return _("订单 %(number)s 的“%(product)s”退得比卖出的还多。") % told


def refuse_reverting(orders: Collection[int]) -> None:
    """Raises HasReturns for an order with a return that counts as sold no more."""
    gone = Return.objects.standing().filter(order__in=list(orders), order__state__in=NOT_SOLD)
    if one := gone.exclude(rows=None).select_related("order").order_by("pk").first():
        told = {"order": one.order.reference, "number": one.reference}
        raise HasReturns(_("订单 %(order)s 有退货 %(number)s，不能取消；请先拒绝或删除它。") % told)
