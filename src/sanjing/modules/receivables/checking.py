"""What makes an invoice, a receipt or a note wrong as a whole, in sentences."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from sanjing.kernel.money import format_money
from sanjing.modules.receivables.models import CollectionNote, Concession, Invoice, Receipt
from sanjing.modules.receivables.queries import is_unsold, not_sold

Errors = dict[str, list[str]]


def told(found: Mapping[str, str]) -> Errors:
    return {name: [text] for name, text in found.items()}


def invoice_errors(record: Invoice) -> Errors:
    found: dict[str, str] = {}
    if record.amount == 0:
        found["amount"] = _("应收金额不能是零")
    if record.amount < 0 and not record.reason:
        found["reason"] = _("金额是负数：退货或折让请写红字原因，不是就改成正数")
    if abs(record.balance) > abs(record.amount) or record.balance * record.amount < 0:
        settled = format_money(record.paid + record.credited + record.written_off)
        found["amount"] = _("已经结了 %(settled)s，金额不能改成这样") % {"settled": settled}
    if record.due_on < record.booked_on:
        found["due_on"] = _("到期日不能早于入账日期")
    stood = record.stood.get("customer_id", record.customer_id)
    if stood != record.customer_id and not record.is_untouched:
        found["customer"] = _("已经有回款或冲抵，不能换客户；请先撤销核销")
    if record.order and record.order.customer_id != record.customer_id:
        found["order"] = _("这张订单不是这位客户的")
    elif record.order and record._state.adding and is_unsold(record.order):
        found["order"] = not_sold(record.order)
    if record.state == Invoice.State.VOID and not record.is_untouched:
        found[""] = _("已经有回款或冲抵，不能作废；请先撤销核销，或用红冲")
    if record.corrects_id and record.corrects.customer_id != record.customer_id:
        found["corrects"] = _("红冲的应收不是这位客户的")
    if record.returned_id and not record._state.adding and is_altered(record):
        found[""] = _("这笔红字来自退货 %(number)s，金额和订单不能改，也不能作废") % {
            "number": record.returned.reference
        }
    if record.corrects_id and record.amount > 0:
        found["amount"] = _("红冲的金额要是负数")
    return told(found)


def is_altered(record: Invoice) -> bool:
    """Whether a credit note would no longer be what it was made for."""
    same = all(getattr(record, name) == value for name, value in record.stood.items())
    return not same or record.state == Invoice.State.VOID


def receipt_errors(record: Receipt) -> Errors:
    found: dict[str, str] = {}
    if record.amount <= 0:
        found["amount"] = _("回款金额要大于零；把钱退给客户请用“退款”")
    elif record.left < 0:
        used = format_money(record.allocated + record.refunded)
        found["amount"] = _("已经核销和退款 %(used)s，回款金额不能更小") % {"used": used}
    stood = record.stood.get("customer_id", record.customer_id)
    if stood != record.customer_id and (record.allocated or record.refunded):
        found["customer"] = _("已经核销或退款，不能换客户；请先撤销核销")
    return told(found)


def note_errors(record: CollectionNote) -> Errors:
    found: dict[str, str] = {}
    if record.promised_on and record.promised_on < record.happened_on:
        found["promised_on"] = _("答应付款的日子不能早于催收的日子")
    if record.promised_amount is not None and record.promised_amount <= 0:
        found["promised_amount"] = _("金额要大于零")
    if record.next_on and record.next_on < record.happened_on:
        found["next_on"] = _("下次催收不能早于这一次")
    if record.invoice_id and record.invoice.customer_id != record.customer_id:
        found["invoice"] = _("这笔应收不是这位客户的")
    return told(found)


def concession_errors(record: Concession) -> Errors:
    found: dict[str, str] = {}
    if record.value <= 0:
        found["value"] = _("让出去的金额要大于零")
    if record.order_id and record.order.customer_id != record.customer_id:
        found["order"] = _("这张订单不是这位客户的")
    return told(found)
