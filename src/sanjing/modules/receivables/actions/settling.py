"""What every verb that settles something has in common: hold, write rows, count anew.

Receipts are held before invoices and each in the order of their ids, so that two people who match
at the same moment wait for each other instead of spending the same money twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, Sum
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import batches, registry
from sanjing.foundation.entities.errors import Forbidden, Refusal
from sanjing.foundation.events.publish import Happening
from sanjing.foundation.inserts import insert
from sanjing.foundation.phrases import joined
from sanjing.kernel.money import format_money
from sanjing.modules.receivables.models import Allocation, Invoice, Receipt

AT_ONCE = 500
Kind = Allocation.Kind


class CannotSettle(Refusal):
    """The money is not there, or there is nothing left for it to settle."""

    code = "cannot_settle"


@dataclass(frozen=True, slots=True)
class Share:
    """`amount` of one receipt for one invoice."""

    receipt: int
    invoice: int
    amount: int


def match(
    shares: Sequence[Share], *, by: Actor, at: datetime, telling: Happening, settled: Happening
) -> None:
    """Match payments to invoices, all of them or none. Raises CannotSettle, Forbidden."""
    with transaction.atomic():
        receipts = hold("receipt", {share.receipt for share in shares}, by)
        invoices = hold("invoice", {share.invoice for share in shares}, by)
        left = {pk: receipt.left for pk, receipt in receipts.items()}
        open_ = {pk: invoice.balance for pk, invoice in invoices.items()}
        for share in shares:
            receipt, invoice = receipts[share.receipt], invoices[share.invoice]
            must_belong(receipt.customer_id, invoice)
            must_reach(share.amount, left[receipt.pk], receipt.reference)
            must_reach(share.amount, open_[invoice.pk], invoice.reference)
            left[receipt.pk] -= share.amount
            open_[invoice.pk] -= share.amount
        write((paying(receipts[share.receipt], share) for share in shares), by=by, at=at)
        count_receipts(receipts, by=by, at=at, telling=telling)
        count_invoices(invoices, by=by, at=at, telling=settled)


def paying(receipt: Receipt, share: Share) -> Allocation:
    return Allocation(
        kind=Kind.RECEIPT,
        customer_id=receipt.customer_id,
        receipt_id=receipt.pk,
        invoice_id=share.invoice,
        amount=share.amount,
        on=receipt.received_on,
    )


def hold(entity: str, ids: Collection[int], by: Actor) -> dict[int, Any]:
    """The rows with these ids, locked in their order. Raises Forbidden if `by` may not change one."""
    rows = registry.get(entity).visible_to(by, "change").order_by("pk")
    wanted, found = sorted(ids), {}
    for start in range(0, len(wanted), AT_ONCE):
        part = rows.filter(pk__in=wanted[start : start + AT_ONCE])
        found |= {row.pk: row for row in part.select_for_update(of=("self",))}
    if len(found) < len(wanted):
        raise Forbidden(
            _("您的角色不能改动其中的%(what)s。") % {"what": registry.get(entity).label}
        )
    return found


def must_belong(customer_id: int, invoice: Invoice) -> None:
    if invoice.customer_id != customer_id:
        raise CannotSettle(
            _("应收 %(number)s 不是这位客户的，不能互相核销。") % {"number": invoice.reference}
        )


def must_reach(amount: int, most: int, number: str) -> None:
    """Refuse to take more than there is."""
    if amount <= 0:
        raise CannotSettle(_("金额要大于零。"))
    if amount > most:
        told = {"number": number, "most": format_money(most), "amount": format_money(amount)}
        raise CannotSettle(_("%(number)s 只剩 %(most)s，不够 %(amount)s。") % told)


def write(rows: Iterable[Allocation], *, by: Actor, at: datetime) -> None:
    made = list(rows)
    for row in made:
        row.by_id, row.at = by.user_id, at
    insert(made)


def count_receipts(ids: Collection[int], *, by: Actor, at: datetime, telling: Happening) -> None:
    """Keep what the rows say of these receipts."""
    sums = {pk: {"allocated": 0, "refunded": 0} for pk in ids}
    names = {Kind.RECEIPT: "allocated", Kind.REFUND: "refunded"}
    for pk, kind, amount, _last in summed("receipt", ids):
        sums[pk][names[Kind(kind)]] = amount
    keep("receipt", sums, by=by, at=at, telling=telling)


def count_invoices(ids: Collection[int], *, by: Actor, at: datetime, telling: Happening) -> None:
    """Keep what the rows say of these invoices; a credit note is settled by what it settles."""
    sums: dict[int, dict[str, Any]] = {
        pk: {"paid": 0, "credited": 0, "written_off": 0, "settled_on": None} for pk in ids
    }
    names = {Kind.RECEIPT: "paid", Kind.CREDIT: "credited", Kind.WRITE_OFF: "written_off"}
    for pk, kind, amount, last in summed("invoice", ids):
        sums[pk][names[Kind(kind)]] = amount
        sums[pk]["settled_on"] = latest(sums[pk]["settled_on"], last)
    names = {Kind.CREDIT: "credited", Kind.REFUND: "paid"}
    for pk, kind, amount, last in summed("credit", ids):
        sums[pk][names[Kind(kind)]] = -amount
        sums[pk]["settled_on"] = latest(sums[pk]["settled_on"], last)
    keep("invoice", sums, by=by, at=at, telling=telling)


def latest(one: date | None, other: date) -> date:
    return max(one, other) if one else other


def summed(side: str, ids: Collection[int]) -> Iterable[tuple[int, str, int, date]]:
    """(id, kind, amount, last day) of the rows on one side, by id and kind."""
    wanted = sorted(ids)
    for start in range(0, len(wanted), AT_ONCE):
        rows = Allocation.objects.filter(**{f"{side}__in": wanted[start : start + AT_ONCE]})
        yield from rows.values_list(side, "kind").annotate(Sum("amount"), Max("on")).order_by()


def keep(entity: str, sums: dict, *, by: Actor, at: datetime, telling: Happening) -> None:
    rows = [(pk, {}) for pk in sums]
    outcome = batches.change_many(
        registry.get(entity), rows, by=by, at=at, telling=telling, kept=sums
    )
    for errors in outcome.refused.values():
        raise CannotSettle(joined(text for texts in errors.values() for text in texts))
