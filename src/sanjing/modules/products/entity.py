"""How products and their prices show."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext_lazy

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.entity import (
    Api,
    Detail,
    Entity,
    Form,
    Listing,
    Search,
    Transfer,
    View,
)
from sanjing.foundation.entities.panels import CustomFields, Facts, Related, Timeline
from sanjing.foundation.entities.registry import register
from sanjing.foundation.entities.transfers import LinkBy
from sanjing.modules.products.bundles import PARTS, save_parts, unfit
from sanjing.modules.products.models import ListPrice, Product
from sanjing.modules.products.queries import clashing


@register
class ProductEntity(Entity):
    model = Product
    slug = "products"
    prefix = "CP"
    icon = "box"
    several = pgettext_lazy("复数", "产品")
    order = 60
    listing = Listing(
        "name", "reference", "category", "specification", "unit", "price", "active",
        sort="name", filters=("active", "life_stage"),
        views=(View(_l("套餐"), "parts__filled="), View(_l("没有定价"), "price__empty=")),
    )  # fmt: skip
    detail = Detail(
        main=[
            Related("listprice", by="product", sort="-starts_on",
                    columns=("price", "region", "customer_class", "starts_on", "ends_on")),
            Timeline(),
        ],
        side=[Facts("reference", "category", "specification", "unit", "price", "tax_rate", "cost", "parts",
                    "life_stage", "lead_days", "active", "description"), CustomFields()],
    )  # fmt: skip
    form = Form(
        ["name", "reference", "category", "specification", "unit", "price", "active"],
        ["tax_rate", "cost", "parts", "life_stage", "lead_days", "description"],
    )
    search = Search("name", "specification", "category", subtitle="category")
    transfer = Transfer(
        match_on=("reference", "name"),
        aliases={"reference": ("产品编号", "货号")},
        spare="description",
    )
    api = Api()
    computed = [PARTS]

    def derive(self, record: Product, *, by: Actor, at: datetime) -> None:
        if record._state.adding:
            record.__dict__.setdefault("held_parts", [])

    def check(self, record: Product) -> dict[str, list[str]]:
        errors = {}
        if record.tax_rate is not None and not 0 <= record.tax_rate < 100:
            errors["tax_rate"] = [_("税率应在 0 到 100 之间")]
        for name in ("price", "cost"):
            if (getattr(record, name) or 0) < 0:
                errors[name] = [_("不能是负数")]
        if wrong := unfit(record):
            errors["parts"] = wrong
        return errors

    def save_parts(self, records: Sequence[Product]) -> None:
        save_parts(records)


@register
class ListPriceEntity(Entity):
    model = ListPrice
    slug = "prices"
    prefix = "JG"
    icon = "tag"
    several = pgettext_lazy("复数", "价格")
    title = "reference"
    order = 61
    in_navigation = False
    listing = Listing(
        "product", "price", "region", "customer_class", "starts_on", "ends_on",
        sort="-starts_on", filters=("product", "region", "ends_on"),
        views=(View(_l("现行"), "starts_on__not_within=future&ends_on__not_within=past"),
               View(_l("30 天内到期"), "ends_on__within=next_30_days")),
    )  # fmt: skip
    detail = Detail(
        main=[Timeline()],
        side=[Facts("product", "price", "region", "customer_class", "starts_on", "ends_on", "note"),
              CustomFields()],
    )  # fmt: skip
    form = Form(
        ["product", "price", "region", "customer_class", "starts_on", "ends_on"],
        ["note", "reference"],
    )
    transfer = Transfer(
        match_on=("reference", ("product", "region", "customer_class", "starts_on")),
        links={"product": LinkBy(("reference", "name"))},
        spare="note",
    )
    api = Api()

    def title_of(self, record: ListPrice) -> str:
        return f"{record.product.name} {record.reference}"

    def suggest(self, actor: Actor) -> dict[str, Any]:
        return {"starts_on": timezone.localdate().isoformat()}

    def check(self, record: ListPrice) -> dict[str, list[str]]:
        if record.price < 0:
            return {"price": [_("单价不能小于零")]}
        if record.ends_on and record.ends_on < record.starts_on:
            return {"ends_on": [_("失效日期不能早于生效日期")]}
        if other := clashing(record):
            told = _("同一地区、同一类客户已有从这天起的价格 %(number)s")
            return {"starts_on": [told % {"number": other.reference}]}
        return {}
