"""Matching a payment to what it pays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.actions import action
from sanjing.kernel.money import format_money
from sanjing.modules.receivables import queries
from sanjing.modules.receivables.actions.settling import (
    CannotSettle,
    Share,
    match,
    must_reach,
)
from sanjing.modules.receivables.events import InvoiceSettled, ReceiptAllocated
from sanjing.modules.receivables.forms import InvoiceChoices, MoneyInput
from sanjing.modules.receivables.models import Invoice, Receipt
from sanjing.modules.receivables.rules import Owed, spread, suggest


class TooMuch(CannotSettle):
    """More money than the chosen invoices need, and nobody said that the rest is an advance."""

    code = "receipt_larger_than_invoices"


class AllocateForm(forms.Form):
    invoices = InvoiceChoices(
        label=_l("核销哪些应收"),
        help_text=_l("不选就按建议：金额正好相同的那一笔，否则先到期的先核销"),
    )
    amount = MoneyInput(label=_l("核销金额"), help_text=_l("不填就是核销得了多少核销多少"))
    rest = forms.ChoiceField(
        label=_l("多出来的钱"),
        required=False,
        choices=[("", _l("不应有多余，有就先停下")), ("advance", _l("留作预收款，以后再核销"))],
    )

    def __init__(self, *args, by: Actor | None = None, record: Receipt | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        if by and record:
            owed = queries.open_invoices(record.customer_id, by)
            suggested = dict(suggest(record.left, queries.as_owed(owed)))
            self.fields["invoices"].offer(owed, chosen=suggested)


@action(
    entity="receipt",
    verb="allocate",
    label=_l("核销应收"),
    icon="checkbox",
    asks=AllocateForm,
    offered=lambda receipt, _by: receipt.left > 0,
)
def allocate(
    receipt: Receipt,
    *,
    invoices: Sequence[Invoice] = (),
    amount: int | None = None,
    rest: str = "",
    by: Actor,
    at: datetime,
) -> None:
    """Match a payment to `invoices` in the order they fall due, or as suggested if none is given.

    Raises TooMuch if money is left over and `rest` does not say that it stays as an advance.
    """
    money = receipt.left if amount is None else amount
    must_reach(money, receipt.left, receipt.reference)
    owed: list[Owed] = queries.as_owed(invoices or queries.open_invoices(receipt.customer_id, by))
    if not owed:
        raise CannotSettle(_("这位客户没有未收的应收，这笔钱是预收款。"))
    given = spread(money, owed) if invoices else suggest(money, owed)
    over = money - sum(share for _invoice, share in given)
    if over and rest != "advance":
        raise too_much(money, over)
    shares = [Share(receipt.pk, invoice, share) for invoice, share in given]
    match(shares, by=by, at=at, telling=ReceiptAllocated(), settled=InvoiceSettled())


def too_much(money: int, over: int) -> TooMuch:
    told = {
        "money": format_money(money),
        "used": format_money(money - over),
        "over": format_money(over),
    }
    text = _(
        "要核销 %(money)s，所选应收只需 %(used)s，多出 %(over)s。请多选应收，或选择留作预收款。"
    )
    return TooMuch(text % told, over=over / 100)
