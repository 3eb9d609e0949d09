"""What a bundle holds, as one field of the product: "报警器 × 1；自闭阀 × 2"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.entities.fields import Field
from sanjing.foundation.entities.kinds import Kind
from sanjing.foundation.phrases import joined
from sanjing.kernel.numbers import plain_number
from sanjing.modules.products.models import BundlePart, Product
from sanjing.modules.products.reading import find_product

MOST_PARTS = 100
LARGEST = Decimal(10) ** 8
_PART = re.compile(r"(?P<name>.+?)(?:\s*[×xX*＊]\s*(?P<quantity>[\d.,]+))?\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Part:
    product_id: int
    product_name: str
    quantity: Decimal


class Parts(Kind):
    """Products and how many of each; typed as text, one to a line or parted by semicolons."""

    name = "bundle"
    operators = ("empty", "filled")
    sortable = False
    api_type = str
    empty: list[Part] = []

    def parse(self, raw: Any, field: Field) -> list[Part]:
        if isinstance(raw, list) and all(isinstance(one, Part) for one in raw):
            return raw
        texts = [one.strip() for one in re.split(r"[;；\n]", "" if raw is None else str(raw))]
        parts = [read_part(text) for text in texts if text]
        if len(parts) > MOST_PARTS:
            raise ValueError(_("套餐最多 %(most)s 样产品") % {"most": MOST_PARTS})
        return parts

    def format(self, value: list[Part], field: Field) -> str:
        return joined(f"{part.product_name} × {plain_number(part.quantity)}" for part in value)

    def to_json(self, value: list[Part]) -> str:
        return joined(f"{part.product_name} × {plain_number(part.quantity)}" for part in value)

    def widget(self, field: Field) -> forms.Widget:
        return forms.Textarea(attrs={"rows": 3})

    def initial(self, value: list[Part], field: Field) -> str:
        return "\n".join(f"{part.product_name} × {plain_number(part.quantity)}" for part in value)

    def blank(self, path: str) -> Q:
        return Q(**{f"{path}__isnull": True})


def read_part(text: str) -> Part:
    """`text` is "产品" or "产品 × 2"; the product goes by its number or its name. ValueError says why not."""
    found = _PART.fullmatch(text)
    name, given = (found["name"].strip(), found["quantity"]) if found else (text, None)
    product = find_product(text) or find_product(name)
    if product is None:
        raise ValueError(_("找不到产品“%(name)s”") % {"name": name[:40]})
    quantity = Decimal(1)
    if given and find_product(text) is None:
        try:
            quantity = Decimal(given.replace(",", ""))
        except InvalidOperation as error:
            raise ValueError(_("“%(text)s”不是数量") % {"text": given[:40]}) from error
    if not 0 < quantity < LARGEST:
        raise ValueError(_("“%(name)s”的数量应大于零") % {"name": name[:40]})
    return Part(product.pk, product.name, quantity.quantize(Decimal("0.0001")).normalize() + 0)


class PartsField(Field):
    """Reads the parts of a product and keeps those given until the product is saved."""

    def value(self, record: Any) -> list[Part]:
        held = record.__dict__
        if "held_parts" not in held:
            rows = sorted(record.parts.all(), key=lambda row: row.position)
            held["held_parts"] = [
                Part(row.product_id, row.product.name, row.quantity.normalize() + 0) for row in rows
            ]
        return held["held_parts"]

    def set(self, record: Any, value: list[Part]) -> None:
        record.__dict__ |= {"held_parts": value, "parts_given": True}


PARTS = PartsField(
    name="parts",
    label=_l("套餐内容"),
    kind=Parts(),
    path="parts",
    source="parts",
    help=_l("一行一样，如“自闭阀 × 2”；不是套餐就不填"),
    prefetch=("parts", "parts__product"),
)


def save_parts(products: Sequence[Product]) -> None:
    """Write the parts that were given."""
    given = [product for product in products if product.__dict__.pop("parts_given", False)]
    BundlePart.objects.filter(bundle__in=given).delete()
    BundlePart.objects.bulk_create(
        BundlePart(bundle=bundle, position=n, product_id=part.product_id, quantity=part.quantity)
        for bundle in given
        for n, part in enumerate(PARTS.value(bundle), 1)
    )


def unfit(bundle: Product) -> list[str]:
    """Why these parts make no bundle: itself, or bundles within it, which could go round in a circle."""
    ids = (
        [part.product_id for part in PARTS.value(bundle)] if "held_parts" in bundle.__dict__ else []
    )
    if not ids:
        return []
    if bundle.pk in ids:
        return [_("套餐里不能有它自己")]
    nested = BundlePart.objects.filter(bundle__in=ids).select_related("bundle").first()
    if nested:
        return [_("“%(name)s”本身是套餐，不能再放进套餐") % {"name": nested.bundle.name}]
    inside = BundlePart.objects.filter(product=bundle.pk).select_related("bundle").first()
    if inside:
        return [_("它已在套餐“%(name)s”里，自己不能再是套餐") % {"name": inside.bundle.name}]
    return []
