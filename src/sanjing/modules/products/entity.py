"""How products show."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from sanjing.foundation.entities.entity import Api, Detail, Entity, Form, Listing, Search, Transfer
from sanjing.foundation.entities.panels import CustomFields, Facts, Timeline
from sanjing.foundation.entities.registry import register
from sanjing.modules.products.models import Product


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
        sort="name", filters=("active",),
    )  # fmt: skip
    detail = Detail(
        main=[Timeline()],
        side=[Facts("reference", "category", "specification", "unit", "price", "cost", "active", "description"),
              CustomFields()],
    )  # fmt: skip
    form = Form(
        ["name", "reference", "category", "specification", "unit", "price", "active"],
        ["cost", "description"],
    )
    search = Search("name", "specification", "category", subtitle="category")
    transfer = Transfer(
        match_on=("reference", "name"),
        aliases={"reference": ("产品编号", "货号")},
        spare="description",
    )
    api = Api()
