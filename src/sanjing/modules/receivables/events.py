"""What happens to money, besides records being created and changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanjing.foundation.events.publish import Happening


@dataclass(frozen=True, kw_only=True)
class InvoiceIssued(Happening):
    """A tax invoice was made out."""

    name: ClassVar[str] = "invoice.issued"
    number: str


@dataclass(frozen=True, kw_only=True)
class InvoiceSettled(Happening):
    """Money, a credit note or a write-off settled a part of an invoice, or all of it."""

    name: ClassVar[str] = "invoice.settled"
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class InvoiceReopened(Happening):
    """What had settled an invoice was taken back."""

    name: ClassVar[str] = "invoice.reopened"
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class InvoiceVoided(Happening):
    """An invoice nobody had paid on was declared void."""

    name: ClassVar[str] = "invoice.voided"
    reason: str


@dataclass(frozen=True, kw_only=True)
class ReceiptAllocated(Happening):
    """A payment was matched to invoices."""

    name: ClassVar[str] = "receipt.allocated"


@dataclass(frozen=True, kw_only=True)
class ReceiptReleased(Happening):
    """A payment was taken off invoices and can be matched anew."""

    name: ClassVar[str] = "receipt.released"
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class ReceiptRefunded(Happening):
    """A part of a payment went back to the customer."""

    name: ClassVar[str] = "receipt.refunded"
    reason: str


@dataclass(frozen=True, kw_only=True)
class OrderReleased(Happening):
    """An order was let through beyond the credit limit, up to `amount` (分)."""

    name: ClassVar[str] = "order.released"
    amount: int


@dataclass(frozen=True, kw_only=True)
class PromiseJudged(Happening):
    """The day of a promise to pay came, or the money did."""

    name: ClassVar[str] = "collectionnote.judged"
    promised_on: str
