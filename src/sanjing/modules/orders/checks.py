"""What speaks against an order, a return or a stock count as it would stand, and against changing an order
that has a return.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from sanjing.foundation.entities.guards import Wanted
from sanjing.modules.orders.models import NOT_SOLD, Order, Return, ReturnLine, StockCount
from sanjing.modules.orders.return_field import LINES
from sanjing.modules.products.rules import Line, sum_of

Errors = dict[str, list[str]]
FROZEN = {"lines", "discount", "ordered_on"}
"""What a return was reckoned from."""


def order_errors(order: Order, lines: Sequence[Line]) -> Errors:
    """Days before the order, and money below zero that no line of a ledger explains."""
    errors: Errors = {}
    for name in ("required_on", "shipped_on"):
        day = getattr(order, name)
        if day and day < order.ordered_on:
            told = {"day": order.ordered_on.isoformat()}
            errors[name] = [_("不能早于下单日期（%(day)s）") % told]
    for name in ("discount", "freight"):
        if (getattr(order, name) or 0) < 0:
            errors[name] = [_("不能是负数")]
    if order.amount < 0 and not lines:
        errors["amount"] = [_("金额不能是负数；货退回来了请用“登记退货”")]
    elif order.amount < 0 <= sum_of(lines) and "freight" not in errors:
        errors["discount"] = [_("优惠不能多过明细的合计")]
    return errors


def return_errors(returned: Return) -> Errors:
    """A return of what was not sold, of another order than before, or changed after it was agreed."""
    order, stood = returned.order, returned.stood
    if (order.state in NOT_SOLD or order.removed_at) and (
        returned._state.adding or relined(returned)
    ):
        told = {"state": _("已删除") if order.removed_at else order.get_state_display()}
        return {"order": [_("订单是“%(state)s”，没有货可退") % told]}
    if stood.get("order_id", returned.order_id) != returned.order_id:
        return {"order": [_("退货不能换订单，请另外登记")]}
    if returned.asked_on < order.ordered_on:
        told = {"day": order.ordered_on.isoformat()}
        return {"asked_on": [_("申请不能早于下单日期（%(day)s）") % told]}
    if faults := returned.__dict__.get("back_faults"):
        return {"lines": faults}
    if stood.get("state", Return.State.REQUESTED) != Return.State.REQUESTED and relined(returned):
        return {"lines": [_("已经答复的退货不能改明细")]}
    return {}


def count_errors(count: StockCount) -> Errors:
    if count.to_come:
        return {"counted_on": [_("盘点日期不能晚于今天")]}
    return {"quantity": [_("库存数量不能小于零")]} if count.quantity < 0 else {}


def relined(returned: Return) -> bool:
    known = returned.__dict__.get("backs_known")
    return known is not None and known != LINES.value(returned)


def hold_still(entity: str, wanted: Wanted) -> Mapping[int, str]:
    """Orders whose goods came back stay as they were sold; what came in is not thrown away."""
    if entity == "order":
        return hold_orders(wanted)
    if entity == "return":
        gone = [pk for pk, names in wanted.items() if not names]
        rows = Return.objects.came_in().filter(pk__in=gone) if gone else Return.objects.none()
        return dict.fromkeys(rows.values_list("pk", flat=True), _("货已经收回来了，不能删除。"))
    return {}


def hold_orders(wanted: Wanted) -> dict[int, str]:
    moved = [pk for pk, names in wanted.items() if "customer" in names]
    frozen = [pk for pk, names in wanted.items() if not names or FROZEN & set(names)]
    found: dict[int, str] = {}
    if moved:
        found |= told(Return.objects.filter(order__in=moved, removed_at=None))
    if frozen:
        lines = ReturnLine.objects.filter(returned__order__in=frozen)
        found |= told(Return.objects.standing().filter(pk__in=lines.values("returned")))
    return found


def told(rows) -> dict[int, str]:
    said = _(
        "订单有退货 %(number)s，数量、优惠、日期和客户不能再改，也不能删除；请先拒绝或删除那张退货。"
    )
    return {
        order: said % {"number": number} for order, number in rows.values_list("order", "reference")
    }
