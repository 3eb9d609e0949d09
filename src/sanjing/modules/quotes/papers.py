"""Quotes and contracts on paper: what stands where, in Chinese or English."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.documents.pdf import render_pdf
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.errors import Forbidden
from sanjing.foundation.phrases import joined, labelled, listed
from sanjing.kernel.capitals import capital_money
from sanjing.modules.library.queries import claims_in_force
from sanjing.modules.quotes.lines import LINES
from sanjing.modules.quotes.models import Contract, Quote
from sanjing.modules.quotes.paper_parts import (
    Data,
    Pairs,
    clauses_of,
    day,
    filled,
    goods,
    labels,
    money,
    our_party,
    their_party,
)
from sanjing.modules.quotes.queries import letterhead

FOLDER = Path(__file__).resolve().parent / "documents"
LANGUAGES = {"zh": "zh-hans", "en": "en"}


QUOTED = ("amount", "lines", "discount", "freight", "payment_terms", "delivery_terms", "note")
AGREED = ("amount", "clauses", "payment_terms", "delivery_terms", "starts_on", "ends_on")


def quote_paper(quote: Quote, reader: Actor, language: str) -> bytes:
    """The quote as PDF. Raises Forbidden if the role of the reader hides a part of it."""
    refuse_hidden(registry.get("quote"), reader, QUOTED)
    with translation.override(LANGUAGES[language]):
        return render_pdf(FOLDER / "quote.typ", quote_data(quote, reader, language))


def contract_paper(contract: Contract, reader: Actor, language: str) -> bytes:
    """The contract as PDF, with the goods of the quote it is based on. Raises Forbidden likewise."""
    refuse_hidden(registry.get("contract"), reader, AGREED)
    if contract.quote:
        refuse_hidden(registry.get("quote"), reader, ("amount", "lines"))
    with translation.override(LANGUAGES[language]):
        return render_pdf(FOLDER / "contract.typ", contract_data(contract, reader, language))


def refuse_hidden(entity: Entity, reader: Actor, names: Sequence[str]) -> None:
    sees = reader.may(entity.name, "see")
    if unknown := [name for name in names if not (sees and entity.may_read(name, reader))]:
        what = listed(str(entity.fields[name].label) for name in unknown)
        raise Forbidden(
            _("您的角色看不到%(record)s的%(what)s，不能打印。")
            % {"record": entity.label, "what": what}
        )


def common(record: Quote | Contract, title: str, language: str) -> Data:
    head = letterhead()
    return {
        "language": language,
        "number": record.reference,
        "title": title,
        "tracking": 0.6 if language == "zh" and len(title) <= 6 else 0,
        "ours": {
            "name": head.name or _("（请在“设置 → 公司抬头”里填写公司名称）"),
            "name_en": head.name_en,
        },
        "labels": labels(),
    }


def quote_data(quote: Quote, reader: Actor, language: str) -> Data:
    lines, customer = LINES.value(quote), quote.customer
    totals: Pairs = []
    if quote.discount or quote.freight:
        totals.append((_("小计"), money(sum(line.amount or 0 for line in lines))))
    if quote.discount:
        totals.append((_("优惠"), f"-{money(quote.discount)}"))
    if quote.freight:
        totals.append((_("运费"), money(quote.freight)))
    totals.append((_("合计（元）"), money(quote.amount)))
    valid = _("%(day)s 前有效") % {"day": day(quote.valid_until)}
    return {
        **common(quote, _("报价单"), language),
        "facts": filled([(_("编号"), quote.reference), (_("日期"), day(quote.quoted_on)), (_("项目"), quote.title)]),
        "parties": [their_party(_("客户"), customer, quote.contact, reader), our_party(_("报价方"), quote.owner)],
        **goods(lines, totals, capital_money(quote.amount) if language == "zh" else ""),
        "terms": filled([
            (_("价格"), _("含增值税")), (_("有效期"), valid), (_("付款方式"), quote.payment_terms),
            (_("交货"), quote.delivery_terms), (_("产品说明"), said_of(quote, reader, language)),
            (_("备注"), quote.note),
        ]),
        "signing": [
            signing(_("客户确认（盖章）"), customer.name, "", ""),
            signing(_("报价方（盖章）"), letterhead().name, quote.owner.name if quote.owner else "", ""),
        ],
    }  # fmt: skip


def said_of(quote: Quote, reader: Actor, language: str) -> str:
    """What may be said of the goods on the day the quote went out, where it was chosen to be printed;
    in English what was approved in English.
    """
    products = {line.product_id for line in LINES.value(quote) if line.product_id}
    known = registry.get("productclaim").may_read("statement", reader)
    if not (quote.prints_claims and products and known):
        return ""
    day = timezone.localdate(quote.sent_at) if quote.sent_at else timezone.localdate()
    rows = claims_in_force(reader, day, products).exclude(approved_on__gt=day)
    told = [
        (claim.product.name, claim.statement_en if language == "en" else claim.statement)
        for claim in rows
    ]
    return joined(labelled(name, words) for name, words in told if words)


def contract_data(contract: Contract, reader: Actor, language: str) -> Data:
    customer, head = contract.customer, letterhead()
    lines = LINES.value(contract.quote) if contract.quote else []
    signed, capitals = day(contract.signed_on), ""
    if contract.amount is not None and language == "zh":
        capitals = capital_money(contract.amount)
    return {
        **common(contract, contract.title, language),
        "facts": filled([(_("合同编号"), contract.reference), (_("签订日期"), signed)]),
        "parties": [their_party(_("甲方（需方）"), customer, None, reader),
                    our_party(_("乙方（供方）"), contract.owner)],
        "opening": _("甲乙双方经平等协商，就下列事项达成一致，订立本合同。"),
        **goods(lines, contract_totals(contract, lines), capitals if lines else ""),
        "clauses": clauses_of(contract, lines, capitals, language),
        "signing": [
            signing(_("甲方（盖章）"), customer.name, contract.their_signatory, signed),
            signing(_("乙方（盖章）"), head.name, contract.our_signatory, signed),
        ],
    }  # fmt: skip


def contract_totals(contract: Contract, lines: Sequence[Any]) -> Pairs:
    """The agreed amount; where it differs from the goods, what they come to stands above it."""
    come_to = sum(line.amount or 0 for line in lines)
    agreed = come_to if contract.amount is None else contract.amount
    between: Pairs = [(_("明细合计"), money(come_to))] if agreed != come_to else []
    return [*between, (_("合同金额（元）"), money(agreed))]


def signing(label: str, name: str, person: str, on: str) -> dict[str, str]:
    return {"label": label, "name": name, "person": person, "day": on}
