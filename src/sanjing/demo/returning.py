"""What customers of the demo company bring back, and why."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sanjing.demo import catalogue
from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records, registry
from sanjing.modules.deliveries.models import Delivery
from sanjing.modules.orders.actions.agree import agree
from sanjing.modules.orders.actions.receive import receive
from sanjing.modules.orders.actions.reject import reject
from sanjing.modules.orders.actions.settle import settle
from sanjing.modules.orders.lines import LINES
from sanjing.modules.orders.models import Order, Return
from sanjing.modules.receivables.actions.refund import refund_credit
from sanjing.modules.receivables.models import Invoice

BACK = timedelta(75)
KINDS = ("计量", "安全", "燃具")
GOODS = {name for _number, name, kind, *_rest in catalogue.PRODUCTS if kind in KINDS}
"""Neither gas nor work comes back."""
SHARE, OF_BILLED = 0.06, 0.3
"""Of what was sold on account more comes back, so that there is something to credit."""
LEAST = 4
"""So many come back of however few orders."""
WHY = {
    "quality": ("用了三天漏气", "点不着火，换了电池也不行"), "wrong": ("型号不对，接口装不上",),
    "damaged": ("开箱外壳裂了", "玻璃面板碎了"), "unwanted": ("装修改了方案，用不上了", "多订了"),
    "other": ("客户验收没通过",),
}  # fmt: skip
PATIENCE = {"requested": 4, "agreed": 5, "received": 4}
"""How many days each step takes."""
TOO_LATE = "已经装上用过，不能退"


@dataclass
class Backs:
    """Writes returns step by step: asked for at one, answered at the next, then received and settled."""

    rng: Random
    by: Actor
    finance: Actor
    first: date
    sold: dict[int, Order] = field(default_factory=dict)
    going: dict[int, date] = field(default_factory=dict)

    def sell(self, order: Order) -> None:
        """Remember an order of which something may come back."""
        sent = order.ordered_on >= self.first and order.state in ("shipped", "done")
        if sent and places(order):
            self.sold[order.pk] = order

    def close(self, step: date, at: datetime, owing: Collection[int]) -> None:
        """Take every return a step on, then ask for new ones of what arrived and nobody owes for."""
        for one in Return.objects.filter(pk__in=self.going).exclude(state__in=Return.ENDED):
            if (step - self.going[one.pk]).days >= PATIENCE[one.state]:
                self.step(one, step, at)
                self.going[one.pk] = step
        there = Delivery.objects.filter(order__in=self.sold, arrived_at__date__lt=step)
        arrived = sorted(set(there.values_list("order", flat=True)) - set(owing))
        billed = set(Invoice.objects.filter(order__in=arrived).values_list("order", flat=True))
        for order in map(self.sold.pop, arrived):
            chance = OF_BILLED if order.pk in billed else SHARE
            if len(self.going) < LEAST or self.rng.random() < chance:
                self.going[self.ask(order, step, at).pk] = step

    def ask(self, order: Order, step: date, at: datetime) -> Return:
        place = self.rng.choice(places(order))
        most = LINES.value(order)[place - 1].quantity
        reason = self.rng.choices([*WHY], (5, 3, 3, 2, 1))[0]
        values: dict[str, Any] = {
            "order": order, "reason": reason, "asked_on": step, "note": self.rng.choice(WHY[reason]),
            "lines": [{"line": place, "quantity": self.rng.choice((1, 1, most)) if most > 1 else most}],
        }  # fmt: skip
        return records.create(registry.get("return"), values, by=self.by, at=at)

    def step(self, held: Return, step: date, at: datetime) -> None:
        if held.state == Return.State.RECEIVED:
            self.pay_back(held, at)
        elif held.state == Return.State.AGREED:
            receive(held, received_on=step, by=self.by, at=at)
        elif held.reason == Return.Reason.UNWANTED:
            reject(held, reason=TOO_LATE, by=self.by, at=at)
        else:
            agree(held, by=self.by, at=at)

    def pay_back(self, held: Return, at: datetime) -> None:
        note = Invoice.objects.filter(returned=held).first()
        if note is None:
            settle(held, by=self.finance, at=at)
        else:
            refund_credit(note, amount=-note.balance, reason=held.reference, by=self.finance, at=at)


def places(order: Order) -> list[int]:
    """The lines of an order that can come back, by their place."""
    return [n for n, line in enumerate(LINES.value(order), 1) if line.product_name in GOODS]
