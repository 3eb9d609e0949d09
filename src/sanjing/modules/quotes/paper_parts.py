"""Pieces that quotes and contracts on paper share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.models import User
from sanjing.foundation.entities import registry
from sanjing.kernel.numbers import format_number, plain_number
from sanjing.modules.customers.models import Contact, Customer
from sanjing.modules.products.models import Product
from sanjing.modules.products.rules import Line
from sanjing.modules.quotes.models import Contract
from sanjing.modules.quotes.queries import letterhead

Data = dict[str, Any]
Pairs = list[tuple[str, str]]
DIGITS = "零一二三四五六七八九"


def labels() -> dict[str, str]:
    return {
        "page": _("第 {n} 页，共 {all} 页"), "capitals": _("合计大写："), "seal": _("盖章处"),
        "signed_by": _("授权代表："), "signed_on": _("日期："), "clause": _("第{n}条"),
        "colon": _("："),
    }  # fmt: skip


def filled(pairs: Pairs) -> Pairs:
    return [(label, text) for label, text in pairs if text]


def money(minor: int) -> str:
    """Every 分 shown, thousands parted: what a paper says is exact."""
    yuan, cents = divmod(abs(minor), 100)
    return f"{'-' if minor < 0 else ''}{yuan:,}.{cents:02}"


def day(value: date | None) -> str:
    return (
        _("%(y)s年%(m)s月%(d)s日") % {"y": value.year, "m": value.month, "d": value.day}
        if value
        else ""
    )


def our_party(label: str, owner: User | None) -> Data:
    head = letterhead()
    return {
        "label": label,
        "facts": filled([
            (_("名称"), head.name), (_("税号"), head.tax_number), (_("地址"), head.address),
            (_("电话"), head.phone), (_("开户行"), head.bank), (pgettext("of a bank", "账号"), head.account),
            (_("经办人"), owner.name if owner else ""),
        ]),
    }  # fmt: skip


def their_party(label: str, customer: Customer, contact: Contact | None, reader: Actor) -> Data:
    """What the reader may know of the customer; a masked telephone stays masked on paper."""
    known = registry.get("customer").fields_for(reader)
    told = {
        name: known[name].text(customer) if name in known else ""
        for name in ("credit_code", "address", "phone")
    }
    return {
        "label": label,
        "facts": filled([
            (_("名称"), customer.name), (_("税号"), told["credit_code"]), (_("地址"), told["address"]),
            (_("电话"), told["phone"]), (_("联系人"), contact.name if contact else ""),
        ]),
    }  # fmt: skip


def goods(lines: Sequence[Line], totals: Pairs, capitals: str) -> Data:
    """The table of what is sold: its columns, rows, totals, and the amount in capitals."""
    products = Product.objects.in_bulk([line.product_id for line in lines if line.product_id])
    rows = [row(n, line, products.get(line.product_id or 0)) for n, line in enumerate(lines, 1)]
    shown = [
        ("n", _("序号"), False, False), ("name", _("产品名称"), True, False),
        ("spec", _("规格型号"), False, False), ("unit", pgettext("of a quantity", "单位"), False, False),
        ("quantity", _("数量"), False, True), ("price", _("单价（元）"), False, True),
        ("discount", _("折扣"), False, True), ("tax", _("税率"), False, True),
        ("amount", _("金额（元）"), False, True),
    ]  # fmt: skip
    optional = ("spec", "unit", "discount", "tax")
    columns = [one for one in shown if one[0] not in optional or any(r[one[0]] for r in rows)]
    return {
        "columns": [
            {"label": label, "wide": wide, "number": number} for _k, label, wide, number in columns
        ],
        "rows": [[one[key] for key, *_rest in columns] for one in rows],
        "totals": totals,
        "capitals": capitals,
    }


def row(n: int, line: Line, product: Product | None) -> dict[str, str]:
    rate = product.tax_rate if product else None
    return {
        "n": str(n),
        "name": line.product_name,
        "spec": product.specification if product else "",
        "unit": product.unit if product else "",
        "quantity": format_number(line.quantity),
        "price": "" if line.unit_price is None else money(line.unit_price),
        "discount": f"{plain_number(line.discount * 100)}%" if line.discount else "",
        "tax": "" if rate is None else f"{plain_number(rate)}%",
        "amount": money(line.amount or 0),
    }


def clauses_of(
    contract: Contract, lines: Sequence[Line], capitals: str, language: str
) -> list[Data]:
    """The numbered clauses: goods, amount, payment, delivery, term, then the company's own."""
    amount = "" if contract.amount is None else f"{money(contract.amount)} {_('元')}"
    if capitals:
        told = {"amount": amount, "capitals": capitals}
        amount = _("%(amount)s（大写：%(capitals)s）") % told
    term = ""
    if contract.starts_on and contract.ends_on:
        span = {"from": day(contract.starts_on), "until": day(contract.ends_on)}
        term = _("自 %(from)s 起至 %(until)s 止。") % span
    own = [text.strip() for text in contract.clauses.splitlines() if text.strip()]
    parts: list[tuple[str, str, bool]] = [
        (_("标的"), "", bool(lines)), (_("合同金额"), amount, False),
        (_("付款方式"), contract.payment_terms, False), (_("交货期与方式"), contract.delivery_terms, False),
        (_("合同期限"), term, False), *(("", text, False) for text in own),
    ]  # fmt: skip
    kept = [part for part in parts if part[1] or part[2]]
    return [
        {
            "number": numeral(n) if language == "zh" else str(n),
            "title": title,
            "text": text,
            "goods": with_goods,
        }
        for n, (title, text, with_goods) in enumerate(kept, 1)
    ]


def numeral(number: int) -> str:
    """One to ninety-nine as clauses count them: 一, 十, 十二, 二十一.

    >>> [numeral(n) for n in (3, 10, 12, 20, 21)]
    ['三', '十', '十二', '二十', '二十一']
    """
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return head + (DIGITS[ones] if ones else "")
