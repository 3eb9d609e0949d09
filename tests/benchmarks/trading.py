"""Three years of orders and activities, in the order in which they came in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from random import Random
from typing import Any

from sanjing.foundation.search.index import COLUMNS
from sanjing.kernel import text
from sanjing.modules.activities.models import Activity
from sanjing.modules.orders.models import Order, OrderLine
from tests.benchmarks.chain import EVENTS, Ledger
from tests.benchmarks.loading import Table, moment
from tests.benchmarks.population import FOUND, PART, People

EACH = 3
ORDERS = Table(Order, "id", "reference", "created_at", "changed_at", "customer_id", "ordered_on", "state",
               "owner_id", "amount")  # fmt: skip
LINES = Table(OrderLine, "order_id", "customer_id", "position", "product_id", "product_name", "quantity",
              "unit_price", "amount")  # fmt: skip
TALKS = Table(Activity, "id", "reference", "created_at", "changed_at", "customer_id", "kind", "happened_at",
              "summary", "outcome", "owner_id")  # fmt: skip
SKEW = 1.3
assert COLUMNS == ["hub_id", "title", "subtitle", "plain", "terms", "scope"]


def orders_and_activities(
    rng: Random, people: People, products: list, ledger: Ledger, start: datetime, now: datetime
) -> Iterator[dict[Table, list]]:
    """Three orders a customer, some having many and some none; every sixth is followed by a talk."""
    count = EACH * len(people.owners)
    step = (now - start) / (count + 1)
    part: dict[Table, list] = {}
    for number in range(1, count + 1):
        if number % PART == 1:
            yield part
            part = {table: [] for table in (ORDERS, LINES, TALKS, FOUND, EVENTS)}
        at = start + step * number
        hub = int(len(people.owners) * rng.random() ** SKEW) + 1
        add_order(part, rng, number, hub, people, products, ledger, at)
        if number % (2 * EACH) == 0:
            add_talk(part, rng, number // (2 * EACH), hub, people, ledger, at)
    yield part


def add_order(
    part: dict[Table, list], rng: Random, number: int, hub: int, people: People, products: list,
    ledger: Ledger, at: datetime,
) -> None:  # fmt: skip
    seller, reference, total = people.owners[hub - 1], f"DD{number:06d}", 0
    for position in range(1, rng.choice((1, 2, 3, 4, 4, 6)) + 1):
        product, name, price = rng.choice(products)
        quantity = rng.randint(1, 9)
        part[LINES].append(
            LINES.row(number, hub, position, product, name, quantity, price, quantity * price)
        )
        total += quantity * price
    when, day = moment(at), f"{at:%Y-%m-%d}"
    state = rng.choice(("confirmed", "shipped", "done", "done", "done", "cancelled"))
    part[ORDERS].append(
        ORDERS.row(number, reference, when, when, hub, day, state, seller.pk, total)
    )
    part[FOUND].append(entry_of_order(people, number, hub, reference))
    told = {"values": {"reference": reference, "customer": {"id": hub, "text": people.names[hub - 1]},
                       "ordered_on": day, "state": state, "amount": total / 100,
                       "owner": {"id": seller.pk, "text": seller.name}}}  # fmt: skip
    part[EVENTS].append(ledger.event("order.created", number, hub, reference, seller.who, at, told))


def entry_of_order(people: People, number: int, hub: int, reference: str) -> list[Any]:
    """What `search.index.entry_for` gives for an order without a receiver, without making one."""
    people.entries += 1
    terms = " ".join(["xeorder", *text.index_terms([], False, [], [reference])])
    name, scope = people.names[hub - 1], people.scopes[hub - 1]
    return FOUND.row(
        people.entries, "order", number, hub, reference, name, text.plain(reference), terms,
        " ".join(dict.fromkeys([*scope.split(), *people.owners[hub - 1].tokens])),
    )  # fmt: skip


def add_talk(
    part: dict[Table, list],
    rng: Random,
    number: int,
    hub: int,
    people: People,
    ledger: Ledger,
    at: datetime,
) -> None:
    seller, kind = people.owners[hub - 1], rng.choice(Activity.Kind.values)
    summary, outcome = f"谈了第 {number} 次供货的价格和交期", rng.choice(Activity.Outcome.values)
    when = moment(at)
    part[TALKS].append(
        TALKS.row(
            number, f"GJ{number:06d}", when, when, hub, kind, when, summary, outcome, seller.pk
        )
    )
    told = {"values": {"kind": kind, "summary": summary, "outcome": outcome,
                       "customer": {"id": hub, "text": people.names[hub - 1]}}}  # fmt: skip
    part[EVENTS].append(
        ledger.event("activity.created", number, hub, summary, seller.who, at, told)
    )
