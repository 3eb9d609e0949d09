"""Noting what a customer has in stock, product by product, on a phone beside the shelves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.actions import action
from sanjing.foundation.entities.errors import Invalid
from sanjing.kernel.numbers import format_number
from sanjing.modules.customers.models import Customer
from sanjing.modules.orders.queries import stocked
from sanjing.modules.products.models import Product
from sanjing.modules.products.reading import find_product

LOOKS_BACK = timedelta(365)
QUANTITY = "quantity_"
LARGEST = Decimal(10) ** 10


class CountForm(forms.Form):
    """One control for every product the customer bought or that was counted there within a year."""

    counted_on = forms.DateField(
        label=_l("盘点日期"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_l("不填就是今天"),
    )  # fmt: skip
    other = forms.CharField(label=_l("别的产品"), required=False, max_length=200,
                            help_text=_l("产品名称或编号"))  # fmt: skip
    other_quantity = forms.DecimalField(label=_l("别的产品的库存"), required=False, min_value=0,
                                        max_digits=14, decimal_places=4)  # fmt: skip
    note = forms.CharField(label=_l("备注"), required=False, max_length=500)

    def __init__(
        self, *args: Any, by: Actor, record: Customer | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        since = timezone.localdate() - LOOKS_BACK
        self.products = stocked(record, by, since=since) if record else []
        for product, last in self.products:
            told = {} if last is None else {"n": format_number(last)}
            self.fields[f"{QUANTITY}{product.pk}"] = forms.DecimalField(
                label=product.name, required=False, min_value=0, max_digits=14, decimal_places=4,
                widget=forms.TextInput(attrs={"inputmode": "decimal"}),
                help_text=_("上次 %(n)s") % told if told else "",
            )  # fmt: skip
        self.order_fields([f"{QUANTITY}{product.pk}" for product, _last in self.products])

    def clean_other(self) -> Product | None:
        name = self.cleaned_data["other"].strip()
        product = find_product(name) if name else None
        if name and product is None:
            raise forms.ValidationError(_("找不到产品“%(name)s”") % {"name": name[:40]})
        return product

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        counts = [
            (product, told[f"{QUANTITY}{product.pk}"])
            for product, _last in self.products
            if told.get(f"{QUANTITY}{product.pk}") is not None
        ]
        other, quantity = told.get("other"), told.get("other_quantity")
        if other and quantity is None:
            self.add_error("other_quantity", _("请填写库存数量"))
        elif other:
            counts.append((other, quantity))
        return {
            "counts": counts,
            "counted_on": told.get("counted_on"),
            "note": told.get("note", ""),
        }


def may_count(customer: Customer, by: Actor) -> bool:
    return customer.kind == Customer.Kind.ORGANISATION and by.may("stockcount", "create")


@action(entity="customer", verb="count_stock", label=_l("盘点库存"), icon="clipboard-list",
        asks=CountForm, needs="see", offered=may_count, bulk=False)  # fmt: skip
def count_stock(
    customer: Customer, *, counts: Sequence[tuple[Product, Decimal]] = (),
    counted_on: date | None = None, note: str = "", by: Actor, at: datetime,
) -> Customer:  # fmt: skip
    """Keep one count for every product that a quantity was given for. Raises Invalid, Forbidden."""
    if not counts:
        raise Invalid({"": [_("请至少写一种产品的库存")]})
    shared = {"customer": customer, "counted_on": counted_on, "note": note}
    with transaction.atomic():
        for product, quantity in counts:
            given = shared | {"product": product, "quantity": quantity}
            records.create(registry.get("stockcount"), given, by=by, at=at)
    return customer
