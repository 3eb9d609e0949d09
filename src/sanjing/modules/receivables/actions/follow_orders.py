"""What must hold between an order and what was made of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.errors import Refusal
from sanjing.kernel.money import format_money
from sanjing.modules.orders.models import NOT_SOLD, Order, Return
from sanjing.modules.receivables.actions.void import void
from sanjing.modules.receivables.models import Invoice
from sanjing.modules.receivables.queries import is_unsold, not_sold

AT_ONCE = 500


class BeyondOrder(Refusal):
    """The instalments of an order would come to more than the order."""

    code = "instalments_beyond_order"


class NotSold(Refusal):
    """Nothing is owed for an order that is a draft, cancelled or in the bin."""

    code = "order_not_sold"


class OrderIsPaid(Refusal):
    """An order that something was paid on cannot be taken back just so."""

    code = "order_is_paid"


def keep_within_orders(ids: Collection[int]) -> None:
    """Refuse if the instalments of one of these orders come to more than it. Holds the orders.

    Instalments of a positive order lie between nothing and its amount less what came back of it;
    those of a negative order likewise; of what is not sold there are none.
    """
    wanted = sorted(ids)
    for start in range(0, len(wanted), AT_ONCE):
        part = wanted[start : start + AT_ONCE]
        rows = Invoice.objects.standing().filter(order__in=part).order_by()
        if not rows.exists():
            continue
        amounts = Order.objects.filter(pk__in=part).order_by("pk").select_for_update()
        orders = {order.pk: order for order in amounts}
        sums = rows.values_list("order").annotate(
            net=Sum("amount"), charged=Sum("amount", filter=Q(amount__gt=0), default=0)
        )
        came = Return.objects.came_in().filter(order__in=part).order_by().values_list("order")
        back = dict(came.annotate(sum=Sum("amount")))
        for pk, net, charged in sums:
            must_fit(orders[pk], back.get(pk, 0), net, charged)


def must_fit(order: Order, back: int, net: int, charged: int) -> None:
    sold = 0 if is_unsold(order) else order.amount
    low, high = min(sold, 0), max(sold, 0)
    if low <= net <= high - back and charged <= high:
        return
    if is_unsold(order):
        raise NotSold(not_sold(order))
    told = {
        "number": order.reference,
        "amount": format_money(order.amount - back),
        "planned": format_money(net if charged <= high else charged),
    }
    raise BeyondOrder(
        _("订单 %(number)s 金额 %(amount)s，安排的应收却有 %(planned)s。请先作废或红冲多出的应收。")
        % told
    )


def void_unsold(ids: Collection[int], *, by: Actor, at: datetime) -> None:
    """What was planned of an order that is taken back is void. Raises OrderIsPaid."""
    wanted = sorted(ids)
    for start in range(0, len(wanted), AT_ONCE):
        gone = Q(order__state__in=NOT_SOLD) | Q(order__removed_at__isnull=False)
        rows = Invoice.objects.standing().filter(gone, order__in=wanted[start : start + AT_ONCE])
        for invoice in rows.select_related("order"):
            if not invoice.is_untouched:
                told = {"number": invoice.order.reference, "invoice": invoice.reference}
                raise OrderIsPaid(
                    _("订单 %(number)s 的应收 %(invoice)s 已经有回款或冲抵，请先撤销核销或红冲。")
                    % told
                )
            void(invoice, reason=not_sold(invoice.order), by=by, at=at)
