"""How deliveries, standing promises and warehouses show, and what they add to orders."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext_lazy

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.entity import (
    Api,
    Detail,
    Entity,
    Fold,
    Form,
    Listing,
    Search,
    Transfer,
    View,
)
from sanjing.foundation.entities.panels import CustomFields, Facts, Panel, Timeline
from sanjing.foundation.entities.policies import HubPolicy
from sanjing.foundation.entities.registry import extend, register
from sanjing.foundation.entities.transfers import LinkBy
from sanjing.modules.deliveries import checks, dispatching, panels
from sanjing.modules.deliveries.actions.arrive import arrive
from sanjing.modules.deliveries.actions.cancel import cancel
from sanjing.modules.deliveries.actions.deliver import deliver
from sanjing.modules.deliveries.actions.plan import plan
from sanjing.modules.deliveries.actions.refuse import refuse
from sanjing.modules.deliveries.actions.send import send
from sanjing.modules.deliveries.actions.share import share
from sanjing.modules.deliveries.actions.unshare import unshare
from sanjing.modules.deliveries.models import Delivery, StandingPromise, Warehouse
from sanjing.modules.deliveries.queries import order_fields
from sanjing.modules.deliveries.standing import due_at
from sanjing.modules.deliveries.vehicles import VEHICLES, elsewhere, save_vehicles

State = Delivery.State


@register
class DeliveryEntity(Entity):
    model = Delivery
    slug = "deliveries"
    prefix = "SH"
    icon = "truck-delivery"
    several = pgettext_lazy("复数", "送货")
    title = "reference"
    hub = "customer"
    order = 52
    listing = Listing(
        "reference", "customer", "order", "state", "promised_at", "arrived_at", "carrier", "owner",
        sort="-promised_at", filters=("state", "problem", "warehouse", "owner", "promised_at"),
        views=(View(_l("待发"), "state=planned"), View(_l("在途"), "state=on_the_way"),
               View(_l("过期未到"), "state__in=planned,on_the_way&promised_at__within=past"),
               View(_l("有问题"), "problem__in=wrong,short,damaged,papers,other")),
    )  # fmt: skip
    detail = Detail(
        top=[Panel("deliveries/plan_panel.html", panels.of_plan)],
        main=[Facts("cause", "note"), Timeline()],
        side=[Facts("order", "customer", "state", "promised_at", "warehouse", "planned_on", "vehicle",
                    "load", "sent_at", "arrived_at", "signed_by", "problem",
                    "carrier", "tracking_number", "address", "contact_name", "contact_phone", "owner"),
              CustomFields()],
    )  # fmt: skip
    form = Form(
        ["order", "promised_at", "carrier", "tracking_number"],
        Fold(_l("仓库与车辆"), ["warehouse", "planned_on", "vehicle", "load"]),
        ["sent_at", "arrived_at", "signed_by", "problem", "cause", "address", "contact_name",
         "contact_phone", "owner", "note", "reference"],
    )  # fmt: skip
    search = Search(
        "tracking_number", "contact_name", persons=("contact_name",), subtitle="customer"
    )
    transfer = Transfer(
        match_on=("reference", "tracking_number"),
        aliases={"tracking_number": ("快递单号", "物流单号"), "carrier": ("快递公司", "物流公司")},
        links={"order": LinkBy(("reference",)), "warehouse": LinkBy(("reference", "name"))},
        spare="note",
    )
    api = Api()
    policy = HubPolicy(hub="customer")
    verbs = [plan, send, arrive, refuse, cancel]

    def derive(self, record: Delivery, *, by: Actor, at: datetime) -> None:
        order = record.order
        record.customer_id = order.customer_id
        record.owner_id = record.owner_id or order.owner_id or by.user_id
        if record._state.adding:
            record.promised_at = record.promised_at or due_at(order)
            record.address = record.address or order.delivery_address
            record.contact_name = record.contact_name or order.contact_name
            record.contact_phone = record.contact_phone or order.contact_phone
        elif record.promised_at != record.stood.get("promised_at"):
            record.alerted_at = None
        dispatching.derive(record)
        if record.state not in Delivery.ENDED:
            record.state = state_of(record)

    def check(self, record: Delivery) -> checks.Errors:
        return checks.delivery_errors(record)


def state_of(delivery: Delivery) -> str:
    if delivery.arrived_at:
        return State.ARRIVED
    return State.ON_THE_WAY if delivery.sent_at else State.PLANNED


@register
class StandingPromiseEntity(Entity):
    model = StandingPromise
    slug = "standing-promises"
    prefix = "GN"
    icon = "speakerphone"
    several = pgettext_lazy("复数", "公开承诺")
    order = 35
    in_navigation = False
    listing = Listing(
        "name", "start", "allowed", "unit", "region", "category", "grade", "valid_from", "valid_until",
        sort="-valid_from", filters=("start", "grade"),
        views=(View(_l("现行的"), "valid_until__empty="),),
    )  # fmt: skip
    detail = Detail(
        main=[Panel("deliveries/standing_panel.html", panels.standing), Timeline()],
        side=[Facts("start", "allowed", "unit", "region", "category", "grade", "valid_from", "valid_until",
                    "note"), CustomFields()],
    )  # fmt: skip
    form = Form(
        ["name", "start", "allowed", "unit", "valid_from"],
        ["valid_until", "region", "category", "grade", "note", "reference"],
    )
    search = Search("name", "category")
    transfer = Transfer(match_on=("reference", "name"))
    api = Api()

    def suggest(self, actor: Actor) -> dict[str, Any]:
        return {"valid_from": timezone.localdate().isoformat()}

    def check(self, record: StandingPromise) -> checks.Errors:
        return checks.standing_errors(record)


@register
class WarehouseEntity(Entity):
    model = Warehouse
    slug = "warehouses"
    prefix = "CK"
    icon = "building"
    several = pgettext_lazy("复数", "仓库")
    order = 36
    in_navigation = False
    listing = Listing(
        "name", "regions", "vehicles", "address", "active", sort="name", filters=("active",)
    )
    detail = Detail(
        main=[Timeline()],
        side=[Facts("regions", "vehicles", "address", "active", "note"), CustomFields()],
    )
    form = Form(["name", "regions", "vehicles"], ["address", "active", "note", "reference"])
    search = Search("name", "address")
    transfer = Transfer(match_on=("reference", "name"))
    api = Api()
    computed = [VEHICLES]

    def derive(self, record: Warehouse, *, by: Actor, at: datetime) -> None:
        if record._state.adding:
            record.__dict__.setdefault("held_vehicles", [])

    def check(self, record: Warehouse) -> checks.Errors:
        taken = elsewhere(record)
        return {"vehicles": taken} if taken else {}

    def save_parts(self, records: Sequence[Warehouse]) -> None:
        save_vehicles(records)


extend(
    "order",
    computed=order_fields(),
    top=[Panel("deliveries/order_panel.html", panels.of_order)],
    verbs=[deliver, share, unshare],
)
