"""What the verbs about money ask with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from sanjing.foundation.entities.kinds.number import own_amount
from sanjing.kernel.money import format_money, plain_money
from sanjing.modules.receivables.models import Invoice


class MoneyInput(forms.CharField):
    """An amount in 元, given as 分; None when left empty."""

    def __init__(self, *, required: bool = False, **kwargs: Any):
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
        super().__init__(required=required, widget=widget, max_length=30, **kwargs)

    def to_python(self, value: Any) -> int | None:
        text = super().to_python(value)
        if not text:
            return None
        try:
            amount = own_amount(text, exact=True)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        if amount <= 0:
            raise forms.ValidationError(_("金额要大于零"))
        return amount

    def prepare_value(self, value: Any) -> Any:
        return plain_money(value) if isinstance(value, int) else value

    def validate(self, value: Any) -> None:
        if self.required and value is None:
            raise forms.ValidationError(self.error_messages["required"])

    def run_validators(self, value: Any) -> None:
        """The length was that of the text, which is read by now."""


class InvoiceChoices(forms.ModelMultipleChoiceField):
    """Some of a customer's invoices, each with its amount and day."""

    def __init__(self, *, required: bool = False, **kwargs: Any):
        super().__init__(
            queryset=Invoice.objects.none(),
            required=required,
            widget=forms.CheckboxSelectMultiple,
            **kwargs,
        )

    def offer(self, invoices: Iterable[Invoice], *, chosen: Mapping[int, int]) -> None:
        """Let these be chosen; those in `chosen` are ticked beforehand."""
        self.queryset = Invoice.objects.filter(pk__in=[one.pk for one in invoices]).order_by(
            "due_on", "pk"
        )
        self.initial = list(chosen)

    def label_from_instance(self, invoice: Invoice) -> str:
        told = {
            "number": invoice.reference,
            "day": f"{invoice.due_on:%Y-%m-%d}",
            "balance": format_money(abs(invoice.balance)),
        }
        return _("%(number)s · %(day)s 到期 · 未收 %(balance)s") % told
