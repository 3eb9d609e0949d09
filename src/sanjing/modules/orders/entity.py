"""How orders, returns and stock counts show, and what they add to customers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext_lazy

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.attached import Files
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
from sanjing.foundation.entities.panels import CustomFields, Facts, Panel, Timeline
from sanjing.foundation.entities.policies import HubPolicy
from sanjing.foundation.entities.registry import extend, register
from sanjing.foundation.entities.transfers import LinkBy
from sanjing.modules.orders import checks, panels
from sanjing.modules.orders.actions.agree import agree
from sanjing.modules.orders.actions.cancel import cancel
from sanjing.modules.orders.actions.complete import complete
from sanjing.modules.orders.actions.confirm import confirm
from sanjing.modules.orders.actions.count_stock import count_stock
from sanjing.modules.orders.actions.follow_up import follow_up
from sanjing.modules.orders.actions.import_lines import place_many
from sanjing.modules.orders.actions.import_returns import place_returns
from sanjing.modules.orders.actions.receive import receive
from sanjing.modules.orders.actions.reject import reject
from sanjing.modules.orders.actions.settle import settle
from sanjing.modules.orders.actions.ship import ship
from sanjing.modules.orders.actions.take_back import take_back
from sanjing.modules.orders.file_columns import REASON_WORDS, RETURN_COLUMNS
from sanjing.modules.orders.lines import LINES, lines_panel
from sanjing.modules.orders.models import Order, Return, StockCount
from sanjing.modules.orders.queries import customer_fields, orders_panel
from sanjing.modules.orders.return_field import LINES as BACK
from sanjing.modules.orders.rules import order_amount
from sanjing.modules.orders.state_words import STATE_WORDS
from sanjing.modules.products.file_columns import LINE_COLUMNS
from sanjing.modules.promises.promising import note_promises


@register
class OrderEntity(Entity):
    model = Order
    slug = "orders"
    prefix = "DD"
    icon = "shopping-cart"
    several = pgettext_lazy("复数", "订单")
    title = "reference"
    hub = "customer"
    order = 50
    listing = Listing(
        "reference", "customer", "ordered_on", "amount", "state", "owner",
        sort="-ordered_on", filters=("state", "owner", "ordered_on"),
        views=(
            View(_l("我的订单"), "owner=me"),
            View(_l("本月订单"), "ordered_on__within=this_month"),
            View(_l("待发货"), "state=confirmed"),
        ),
    )  # fmt: skip
    detail = Detail(
        main=[Panel("products/lines_panel.html", lines_panel),
              Panel("orders/returns_panel.html", panels.returns_of_order), Timeline()],
        side=[Facts("customer", "ordered_on", "state", "owner", "amount", "discount", "freight", "required_on",
                    "shipped_on", "contact_name", "contact_phone", "delivery_address", "quote", "note"),
              CustomFields()],
    )  # fmt: skip
    form = Form(
        ["customer", "ordered_on", "lines", "amount", "state", "owner"],
        ["reference", "discount", "freight", "required_on", "shipped_on", "contact_name", "contact_phone",
         "delivery_address", "note"],
    )  # fmt: skip
    search = Search("contact_name", "contact_phone", persons=("contact_name",), subtitle="customer")
    transfer = Transfer(
        match_on=("reference",),
        aliases={"reference": ("订单号",), "ordered_on": ("订单日期",)},
        exclude=("lines",),
        links={"customer": LinkBy(("reference", "name"), create=True)},
        spare="note",
        words={"state": STATE_WORDS},
        extra=LINE_COLUMNS,
        place=place_many,
    )
    api = Api()
    files = Files()
    policy = HubPolicy(hub="customer")
    computed = [LINES]
    verbs = [confirm, ship, complete, cancel, take_back]

    def suggest(self, actor: Actor) -> dict[str, Any]:
        return {"owner": actor.user_id, "ordered_on": timezone.localdate().isoformat()}

    def derive(self, record: Order, *, by: Actor, at: datetime) -> None:
        if record._state.adding:
            record.__dict__.setdefault("held_lines", [])
            record.owner_id = record.owner_id or by.user_id
        record.amount = record.amount or 0
        LINES.price(record, record.ordered_on)
        if lines := LINES.value(record):
            record.amount = order_amount(lines, record.discount or 0, record.freight or 0)

    def check(self, record: Order) -> dict[str, list[str]]:
        return LINES.faults(record) or checks.order_errors(record, LINES.value(record))

    def save_parts(self, records: Sequence[Order]) -> None:
        LINES.save(records)


@register
class ReturnEntity(Entity):
    model = Return
    slug = "returns"
    prefix = "TH"
    icon = "arrow-back"
    several = pgettext_lazy("复数", "退货")
    title = "reference"
    hub = "customer"
    order = 54
    listing = Listing(
        "reference", "customer", "order", "reason", "amount", "state", "asked_on", "received_on", "owner",
        sort="-asked_on", filters=("state", "reason", "owner", "received_on"),
        views=(View(_l("待答复"), "state=requested"), View(_l("等货回来"), "state=agreed"),
               View(_l("待结清"), "state=received"),
               View(_l("我方责任"), f"reason__in={','.join(Return.OUR_FAULT)}")),
    )  # fmt: skip
    detail = Detail(
        main=[Panel("orders/return_lines.html", panels.lines_of_return), Timeline()],
        side=[Facts("order", "customer", "reason", "state", "amount", "asked_on", "received_on", "owner",
                    "note"), CustomFields()],
    )  # fmt: skip
    form = Form(["order", "reason", "asked_on", "lines"], ["note", "owner", "reference"])
    search = Search("note", subtitle="customer")
    transfer = Transfer(
        match_on=("reference",),
        aliases={"reference": ("退货单号",), "asked_on": ("退货日期", "日期"), "order": ("原订单号",)},
        exclude=("lines",), links={"order": LinkBy(("reference",))}, spare="note",
        words={"reason": REASON_WORDS}, extra=RETURN_COLUMNS, place=place_returns,
    )  # fmt: skip
    api = Api()
    policy = HubPolicy(hub="customer")
    computed = [BACK]
    verbs = [agree, reject, receive, settle]

    def suggest(self, actor: Actor) -> dict[str, Any]:
        return {"owner": actor.user_id, "asked_on": timezone.localdate().isoformat()}

    def derive(self, record: Return, *, by: Actor, at: datetime) -> None:
        if record._state.adding:
            record.__dict__.setdefault("held_backs", [])
        BACK.settle(record)
        record.customer = record.order.customer
        record.owner_id = record.owner_id or record.order.owner_id or by.user_id

    def check(self, record: Return) -> checks.Errors:
        return checks.return_errors(record)

    def save_parts(self, records: Sequence[Return]) -> None:
        BACK.save(records)


@register
class StockCountEntity(Entity):
    model = StockCount
    slug = "stock-counts"
    prefix = "PD"
    icon = "clipboard-list"
    several = pgettext_lazy("复数", "库存盘点")
    title = "reference"
    hub = "customer"
    order = 55
    in_navigation = False
    listing = Listing(
        "customer", "product", "counted_on", "quantity", "owner", "followed_at",
        sort="-counted_on", filters=("customer", "product", "owner", "counted_on"),
        views=(View(_l("我盘点的"), "owner=me"),
               View(_l("本月盘点"), "counted_on__within=this_month"),
               View(_l("还没安排跟进"), "followed_at__empty=")),
    )  # fmt: skip
    detail = Detail(
        main=[Panel("orders/stock_panel.html", panels.stock_of_count), Timeline()],
        side=[Facts("customer", "product", "counted_on", "quantity", "owner", "followed_at", "note"),
              CustomFields()],
    )  # fmt: skip
    form = Form(["customer", "product", "quantity", "counted_on"], ["note", "owner", "reference"])
    search = Search("note", subtitle="customer")
    transfer = Transfer(
        match_on=("reference", ("customer", "product", "counted_on")),
        aliases={"quantity": ("库存", "现有库存", "库存量"), "counted_on": ("盘点日", "日期")},
        links={"customer": LinkBy(("reference", "name"), create=True),
               "product": LinkBy(("reference", "name"), create=True)},
        spare="note",
    )  # fmt: skip
    api = Api()
    policy = HubPolicy(hub="customer")
    verbs = [follow_up]

    def suggest(self, actor: Actor) -> dict[str, Any]:
        return {"owner": actor.user_id, "counted_on": timezone.localdate().isoformat()}

    def derive(self, record: StockCount, *, by: Actor, at: datetime) -> None:
        record.owner_id = record.owner_id or by.user_id
        record.counted_on = record.counted_on or timezone.localdate(at)
        record.to_come = record.counted_on > timezone.localdate(at)

    def check(self, record: StockCount) -> checks.Errors:
        return checks.count_errors(record)


note_promises("order", lines=LINES.value)
extend(
    "customer",
    computed=customer_fields(),
    side=[Panel("orders/orders_panel.html", orders_panel),
          Panel("orders/stock_panel.html", panels.stock_of_customer)],
    verbs=[count_stock],
)  # fmt: skip
