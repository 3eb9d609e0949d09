"""How orders show."""

from __future__ import annotations

from datetime import datetime

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.entity import Api, Detail, Entity, Form, Listing, Search, Transfer
from sanjing.foundation.entities.panels import CustomFields, Facts, Timeline
from sanjing.foundation.entities.policies import HubPolicy
from sanjing.foundation.entities.registry import register
from sanjing.modules.orders.models import Order


@register
class OrderEntity(Entity):
    model = Order
    slug = "orders"
    prefix = "DD"
    icon = "shopping-cart"
    title = "reference"
    hub = "customer"
    order = 50
    listing = Listing(
        "reference", "customer", "ordered_on", "amount", "state", "owner",
        sort="-ordered_on", filters=("state", "owner", "ordered_on"),
    )  # fmt: skip
    detail = Detail(
        main=[Timeline()],
        side=[Facts("customer", "ordered_on", "state", "owner", "amount", "discount", "freight", "required_on",
                    "shipped_on", "contact_name", "contact_phone", "delivery_address", "note"), CustomFields()],
    )  # fmt: skip
    form = Form(
        ["customer", "ordered_on", "state", "owner", "amount"],
        ["reference", "discount", "freight", "required_on", "shipped_on", "contact_name", "contact_phone",
         "delivery_address", "note"],
    )  # fmt: skip
    search = Search("contact_name", "contact_phone", persons=("contact_name",), subtitle="customer")
    transfer = Transfer(match_on=("reference",))
    api = Api()
    policy = HubPolicy(hub="customer")

    def derive(self, record: Order, *, by: Actor, at: datetime) -> None:
        record.owner_id = record.owner_id or by.user_id
        for name in ("amount", "discount", "freight"):
            setattr(record, name, getattr(record, name) or 0)
