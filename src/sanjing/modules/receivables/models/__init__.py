"""What customers owe, what they paid, and what is done to get it."""

from sanjing.modules.receivables.models.collecting import CollectionNote, Concession
from sanjing.modules.receivables.models.invoices import Invoice, InvoiceRows
from sanjing.modules.receivables.models.receipts import Allocation, Receipt
from sanjing.modules.receivables.models.releases import CreditRelease
from sanjing.modules.receivables.models.sums import CustomerOwes

__all__ = [
    "Allocation",
    "CollectionNote",
    "Concession",
    "CreditRelease",
    "CustomerOwes",
    "Invoice",
    "InvoiceRows",
    "Receipt",
]
