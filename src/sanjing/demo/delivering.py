"""How the demo company brings its goods: most in time, some late, some broken."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from sanjing.demo import catalogue
from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records, registry
from sanjing.modules.deliveries.actions.plan import plan
from sanjing.modules.deliveries.models import Delivery
from sanjing.modules.deliveries.plan import feasible_for
from sanjing.modules.orders.lines import LINES
from sanjing.modules.orders.models import Order

LOOKS_BACK = timedelta(75)
ALLOWED = 5
CARRIERS = ("自有车队", "自有车队", "自有车队", "顺丰快运", "跨越速运")
GAS = {catalogue.GAS_INDUSTRY, catalogue.GAS_TRADE, catalogue.GAS_HOME}
CAUSES = {
    "damaged": "外包装压坏，已安排补发",
    "short": "少装了一箱配件",
    "wrong": "型号拿错，当天换回",
    "papers": "送货单抬头写错",
}
LATE = ("路上堵车，改到第二天", "缺货，等厂家到货", "客户门店当天没人收")
WAREHOUSES = (
    ("汉口仓", "420102、420103、420104、420112、420116、420117", "鄂A·H2715 × 120；鄂A·H6038 × 120；鄂A·K1190 × 40",
     "吴家山物流园 3 号库"),
    ("武昌仓", "420106、420107、420111、420115", "鄂A·W8821 × 120；鄂A·W3307 × 60", "白沙洲大道 188 号"),
    ("汉阳总仓", "湖北省", "鄂A·Y5566 × 200；鄂A·Y0912 × 60", "沌口开发区南太子湖路 12 号"),
)  # fmt: skip
Values = dict[str, Any]


def promise_publicly(by: Actor, at: datetime) -> None:
    """What the company promises of every order, and of those nearby."""
    start = timezone.localdate(at).isoformat()
    for name, values in {
        "五天送到": {"allowed": ALLOWED, "unit": "days"},
        "武汉三天送到": {"allowed": 3, "unit": "days", "region": "4201"},
    }.items():
        given = {"name": name, "valid_from": start} | values
        records.create(registry.get("standingpromise"), given, by=by, at=at)


def open_warehouses(by: Actor, at: datetime) -> None:
    """Three of them round the city, the last for whatever the others do not serve."""
    for name, regions, vehicles, address in WAREHOUSES:
        values = {"name": name, "regions": regions, "vehicles": vehicles, "address": address}
        records.create(registry.get("warehouse"), values, by=by, at=at)


def load_vehicles(rng: Random, by: Actor, now: datetime) -> None:
    """Most of what waits is on a vehicle by now, on its day or the first that has room."""
    today = timezone.localdate(now)
    waiting = Delivery.objects.filter(state=Delivery.State.PLANNED, warehouse__isnull=False)
    for one in waiting.select_related("warehouse").order_by("promised_at", "pk"):
        asked = feasible_for(one, today=today)
        room = asked and (asked.there or asked.first)
        if room and rng.random() < 0.7:
            plan(one, planned_on=room.day, vehicle=room.plate, by=by, at=now)


def deliveries_of(rng: Random, orders: Iterable[Order], now: datetime) -> list[Values]:
    """One delivery for every order of the last weeks that is more than gas."""
    since = timezone.localdate(now) - LOOKS_BACK
    sold = (one for one in orders if one.state not in ("draft", "cancelled"))
    return [
        delivery_of(rng, one, now)
        for one in sold
        if one.ordered_on >= since and any(goods(one))
    ]  # fmt: skip


def goods(order: Order) -> list[str]:
    return [line.product_name for line in LINES.value(order) if line.product_name not in GAS_NAMES]


GAS_NAMES = {name for reference, name, *_rest in catalogue.PRODUCTS if reference in GAS}


def delivery_of(rng: Random, order: Order, now: datetime) -> Values:
    promised = moment(order.ordered_on + timedelta(ALLOWED), time(18))
    values: Values = {"order": order, "promised_at": promised, "carrier": rng.choice(CARRIERS)}
    values["load"] = sum(
        one.quantity for one in LINES.value(order) if one.product_name not in GAS_NAMES
    )
    chance, days, minutes = rng.random(), rng.choice((0, 0, 0, 1)), rng.randrange(420)
    if order.shipped_on is None:
        return values
    sent = moment(order.shipped_on, time(8)) + timedelta(minutes=minutes // 7)
    arrived = moment(order.shipped_on + timedelta(days), time(10)) + timedelta(minutes=minutes)
    values["sent_at"] = min(sent, now)
    if arrived > now or (order.state == "shipped" and chance > 0.9):
        return values
    values |= {"arrived_at": arrived, "signed_by": order.contact_name or "门卫"}
    if chance < 0.06:
        values["problem"] = rng.choice(tuple(CAUSES))
        return values | {"cause": CAUSES[values["problem"]]}
    return values | ({"cause": rng.choice(LATE)} if arrived > promised else {})


def moment(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))
