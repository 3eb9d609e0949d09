"""What invoices and receipts say about customers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import DateField, Func, IntegerField, OuterRef, Subquery, Sum, Value
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.fields import Beside, Field, computed
from sanjing.foundation.entities.kinds import KINDS
from sanjing.modules.orders.models import NOT_SOLD, Order
from sanjing.modules.orders.returned import given_back
from sanjing.modules.receivables.models import CustomerOwes, Invoice
from sanjing.modules.receivables.rules import Owed

MOST_OFFERED = 200
ON_THE_WAY = (Order.State.CONFIRMED, Order.State.SHIPPED)


class DaysBetween(Func):
    """Whole days from the second day to the first."""

    arity = 2
    output_field = IntegerField()

    def as_sqlite(self, compiler, connection, **options):
        template = "CAST(julianday(%(expressions)s) AS INTEGER)"
        return self.as_sql(
            compiler, connection, template=template, arg_joiner=") - julianday(", **options
        )

    def as_postgresql(self, compiler, connection, **options):
        return self.as_sql(
            compiler, connection, template="(%(expressions)s)", arg_joiner=" - ", **options
        )


def oldest_due_days() -> Any:
    """How many days the oldest open invoice is late; nothing for who owes nothing overdue."""
    today = Value(timezone.localdate(), output_field=DateField())
    late = CustomerOwes.objects.filter(customer=OuterRef("pk"), overdue__gt=0)
    return Subquery(late.values(days=DaysBetween(today, "oldest_due_on")))


def customer_fields() -> list[Field]:
    """What receivables add to the customer, read only where it is shown or asked for."""
    money, number, date = KINDS["money"], KINDS["number"], KINDS["date"]
    owed, paid = "invoice.balance", "receipt.left"
    return [
        computed("receivable", _("应收余额"), money, Beside(CustomerOwes, "owed", 0), of=owed),
        computed("overdue", _("逾期金额"), money, Beside(CustomerOwes, "overdue", 0), of=owed),
        computed(
            "oldest_due_days", _("最长逾期天数"), number, oldest_due_days, of="invoice.due_on"
        ),
        computed("advance", _("预收余额"), money, Beside(CustomerOwes, "advance", 0), of=paid),
        computed(
            "last_paid_on",
            _("最近回款"),
            date,
            Beside(CustomerOwes, "last_paid_on"),
            of="receipt.received_on",
        ),
    ]


def open_invoices(customer_id: int, actor: Actor) -> list[Invoice]:
    """What the customer still owes, the longest due first, as far as `actor` may know."""
    rows = registry.get("invoice").visible_to(actor)
    found = rows.filter(customer=customer_id, balance__gt=0).order_by("due_on", "pk")
    return list(found[:MOST_OFFERED])


def as_owed(invoices: Iterable[Invoice]) -> list[Owed]:
    return [Owed(one.pk, one.balance, one.due_on) for one in invoices]


def is_unsold(order: Order) -> bool:
    """Whether nothing can be owed for an order: it is a draft, cancelled or in the bin."""
    return order.state in NOT_SOLD or order.removed_at is not None


def not_sold(order: Order) -> str:
    """Why nothing is owed for an order that is not sold."""
    state = gettext("已删除") if order.removed_at else order.get_state_display()
    told = {"number": order.reference, "state": state}
    return gettext("订单 %(number)s %(state)s，没有应收") % told


def planned(order_id: int) -> int:
    """What of an order was made an instalment of, credit notes deducted."""
    rows = Invoice.objects.standing().filter(order=order_id)
    return rows.aggregate(sum=Sum("amount", default=0))["sum"]


def still_to_bill(order: Order) -> int:
    """What of an order is no instalment yet and did not come back."""
    return order.amount - given_back(order.pk) - planned(order.pk)


def corrected(invoice_id: int) -> int:
    """How much of an invoice credit notes have taken back."""
    notes = Invoice.objects.standing().filter(corrects=invoice_id)
    return -notes.aggregate(sum=Sum("amount", default=0))["sum"]
