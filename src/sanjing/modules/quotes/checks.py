"""What makes a quote or a contract wrong, as sentences by field."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from sanjing.modules.products.lines import unpriced
from sanjing.modules.products.rules import Line, sum_of
from sanjing.modules.quotes.lines import LINES, stored_lines
from sanjing.modules.quotes.models import Contract, Quote

Errors = dict[str, list[str]]
CONTENT = (
    "customer_id", "title", "contact_id", "quoted_on", "valid_until", "discount", "freight",
    "payment_terms", "delivery_terms", "prints_claims",
)  # fmt: skip
AGREED = (
    "customer_id",
    "amount",
    "clauses",
    "payment_terms",
    "delivery_terms",
    "starts_on",
    "ends_on",
)


def quote_errors(quote: Quote) -> Errors:
    lines = LINES.value(quote)
    if still := stands_still(quote):
        return still
    if errors := unpriced(lines) or negative(lines):
        return errors
    if quote.valid_until < quote.quoted_on:
        return {"valid_until": [_("有效期不能早于报价日期")]}
    if min(quote.discount or 0, quote.freight or 0) < 0:
        return {"discount": [_("优惠和运费不能小于零")]}
    if lines and (quote.discount or 0) > sum_of(lines):
        return {"discount": [_("优惠不能超过明细合计")]}
    if quote.contact and quote.contact.customer_id != quote.customer_id:
        return {"contact": [_("这位联系人不在这家客户")]}
    if quote.deal and quote.deal.customer_id != quote.customer_id:
        return {"deal": [_("这个商机是另一家客户的")]}
    return {}


def negative(lines: Sequence[Line]) -> Errors:
    """Goods that come back are a return, never a line below zero."""
    wrong = [
        n
        for n, line in enumerate(lines, 1)
        if line.quantity <= 0 or (line.unit_price or 0) < 0 or (line.amount or 0) < 0
    ]
    return (
        {"lines": [_("第 %(n)s 行：数量要大于零，金额不能小于零") % {"n": n} for n in wrong]}
        if wrong
        else {}
    )


def stands_still(quote: Quote) -> Errors:
    """What has been sent or is under review may not be written anew."""
    if quote._state.adding:
        return {}
    stored = Quote.objects.filter(pk=quote.pk).values("state", *CONTENT).first()
    if stored is None or stored["state"] == Quote.State.DRAFT:
        return {}
    same = all(stored[name] == getattr(quote, name) for name in CONTENT)
    if same and LINES.value(quote) == stored_lines(quote):
        return {}
    label = Quote.State(stored["state"]).label
    return {"": [_("报价%(state)s，不能再改；要改请出新版本。") % {"state": label}]}


def contract_errors(contract: Contract) -> Errors:
    starts, ends = contract.starts_on, contract.ends_on
    if starts and ends and ends < starts:
        return {"ends_on": [_("结束日期不能早于开始日期")]}
    if contract.signed_on and ends and ends < contract.signed_on:
        return {"ends_on": [_("结束日期不能早于签订日期")]}
    if (contract.amount or 0) < 0:
        return {"amount": [_("合同金额不能小于零")]}
    if contract.quote and contract.quote.customer_id != contract.customer_id:
        return {"quote": [_("这份报价是另一家客户的")]}
    return agreed(contract)


def agreed(contract: Contract) -> Errors:
    """A signed contract is changed by a new one, not by rewriting it."""
    if contract._state.adding:
        return {}
    stored = Contract.objects.filter(pk=contract.pk).values("state", *AGREED).first()
    if stored is None or stored["state"] == Contract.State.DRAFT:
        return {}
    if all(stored[name] == getattr(contract, name) for name in AGREED):
        return {}
    return {"": [_("合同已经签了，条款、金额和期限不能再改；请续签或终止后另订。")]}
