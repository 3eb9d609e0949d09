"""Credit: no order may be confirmed that would make a customer owe more than agreed (S002)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from sanjing.foundation.entities.errors import Refusal
from sanjing.kernel.money import format_money
from sanjing.modules.customers.models import Customer
from sanjing.modules.orders.models import Order, Return
from sanjing.modules.receivables.models import CreditRelease, CustomerOwes, Invoice
from sanjing.modules.receivables.queries import ON_THE_WAY

AT_ONCE = 500


class BeyondLimit(Refusal):
    """The customer would owe more than the credit limit."""

    code = "beyond_credit_limit"


@dataclass(frozen=True, slots=True)
class Exposure:
    """`owed` on the books less advances, `unbilled` orders on their way, in 分."""

    owed: int
    unbilled: int

    @property
    def total(self) -> int:
        return self.owed + self.unbilled


def exposure(customer_id: int) -> Exposure:
    """What we would lose if this customer stopped paying now."""
    kept = CustomerOwes.objects.filter(pk=customer_id).values_list("owed", "advance").first()
    owed, advance = kept or (0, 0)
    planned = Invoice.objects.standing().filter(order=OuterRef("pk")).order_by().values("order")
    back = Return.objects.came_in().filter(order=OuterRef("pk")).order_by().values("order")
    rest = F("amount") - summed(planned) - summed(back)
    orders = Order.objects.filter(customer=customer_id, removed_at=None, state__in=ON_THE_WAY)
    unbilled = orders.aggregate(sum=Sum(rest, default=0))["sum"]
    return Exposure(owed - advance, unbilled)


def summed(rows: QuerySet) -> Any:
    return Coalesce(Subquery(rows.values(sum=Sum("amount"))), 0)


def keep_limits(ids: Collection[int]) -> None:
    """Refuse if one of these confirmed orders takes its customer beyond the limit and was not let through.

    The customers are held, so that two orders confirmed at once are counted one after the other.
    """
    wanted = sorted(ids)
    for start in range(0, len(wanted), AT_ONCE):
        orders = Order.objects.filter(
            Q(state__in=ON_THE_WAY), pk__in=wanted[start : start + AT_ONCE], removed_at=None
        )
        limited = orders.filter(customer__credit_limit__isnull=False, amount__gt=0)
        let_through = CreditRelease.objects.filter(
            order=OuterRef("pk"), customer=OuterRef("customer"), amount__gte=OuterRef("amount")
        )
        limited = limited.exclude(Exists(let_through))
        customers = set(limited.values_list("customer", flat=True))
        held = Customer.objects.filter(pk__in=customers).order_by("pk")
        for customer in held.select_for_update(of=("self",), no_key=True):
            must_keep(customer)


def must_keep(customer: Customer) -> None:
    found = exposure(customer.pk)
    if customer.credit_limit is None or found.total <= customer.credit_limit:
        return
    told = {
        "name": customer.name,
        "limit": format_money(customer.credit_limit),
        "owed": format_money(found.owed),
        "orders": format_money(found.unbilled),
        "over": format_money(found.total - customer.credit_limit),
    }
    raise BeyondLimit(
        _(
            "%(name)s 信用额度 %(limit)s，已欠 %(owed)s，连这张在内的在途订单 %(orders)s，"
            "超出 %(over)s。请先回款，或存为草稿再“申请超额放行”。"
        )
        % told,
        limit=customer.credit_limit / 100,
        owed=found.owed / 100,
        unbilled=found.unbilled / 100,
    )
