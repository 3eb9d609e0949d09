"""A company of two trades and two sellers, drawn from one seed and written once for all tests of a module."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from django.utils import timezone

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.entities import batches, registry
from sanjing.modules.orders.models import Return, ReturnLine
from sanjing.modules.products.rules import Line
from tests.support import cast

TODAY = timezone.localdate()
AT = timezone.now()
SYSTEM = system_actor("测试")
CATEGORIES = ("燃具", "计量", "安全")
TRADES = ("C3651", "H6210")
SOLD = ("confirmed", "shipped", "done")


@dataclass(frozen=True)
class Sale:
    """An order as it was meant: who bought what and when, as plain values.

    `back` came in again of its first line, and is taken off every amount.
    """

    customer: int
    day: dt.date
    state: str
    lines: tuple[tuple[str, int], ...]
    back: int = 0

    @property
    def moves(self) -> tuple[tuple[str, int], ...]:
        return (*self.lines, (self.lines[0][0], -self.back))

    @property
    def amount(self) -> int:
        return sum(amount for _category, amount in self.moves)

    def of(self, category: str) -> int:
        return sum(amount for name, amount in self.moves if name == category)


@dataclass
class Company:
    people: dict[str, cast.Person]
    customers: list[Any]
    sales: list[Sale] = field(default_factory=list)

    def seen_by(self, login: str) -> list[Sale]:
        """What was sold to the customers of one person, or to all."""
        mine = {
            n
            for n, one in enumerate(self.customers)
            if login == "boss" or one.owner == self.people[login].user
        }
        return [one for one in self.sales if one.state in SOLD and one.customer in mine]


def hire() -> dict[str, cast.Person]:
    sales = cast.team("销售部")
    return {
        "boss": cast.person("boss", "钱总", role="owner"),
        "seller": cast.person(
            "seller", "林晓梅", role="salesperson", team=cast.team("一组", sales)
        ),
        "other": cast.person("other", "吴海波", role="salesperson", team=cast.team("二组", sales)),
    }


def found_company(rng: Random, orders: int = 260) -> Company:
    people = hire()
    goods = batches.create_many(
        registry.get("product"),
        [{"name": f"{name}一号", "category": name, "price": "10"} for name in CATEGORIES],
        by=SYSTEM, at=AT,
    )  # fmt: skip
    rows = [
        {"name": f"瓷厂{n:02d}", "industry": TRADES[n % 2] if n % 13 else "C", "region": ("420106", "430104")[n % 2],
         "tags": ["经销商"] if n % 3 else [], "owner": people["seller" if n % 4 else "other"].user}
        for n in range(26)
    ]  # fmt: skip
    made = batches.create_many(registry.get("customer"), rows, by=SYSTEM, at=AT).created
    company = Company(people, list(made.values()))
    products = {one.category: one for one in goods.created.values()}
    for _ in range(orders):
        number = rng.randrange(26)
        lines = [
            (rng.choice(CATEGORIES[: 3 - (number % 5 == 0)]), rng.randint(1, 900) * 100)
            for _ in range(rng.randint(1, 3))
        ]
        day = TODAY - dt.timedelta(rng.randrange(1, 1_500))
        state = rng.choice((*SOLD, "done", "done", "draft", "cancelled"))
        back = rng.randrange(1, lines[0][1]) if rng.random() < 0.3 else 0
        company.sales.append(Sale(number, day, state, tuple(lines), back))
    outcome = batches.create_many(
        registry.get("order"),
        [order_row(company, products, one) for one in company.sales],
        by=SYSTEM,
        at=AT,
    )
    assert not outcome.refused
    take_back(company, products, outcome.created)
    return company


def take_back(company: Company, products: dict[str, Any], orders: dict[int, Any]) -> None:
    """What came in of each order; as much again is only asked for and takes nothing off."""
    for n, order in orders.items():
        sale = company.sales[n]
        for state in ("received", "requested") if sale.back else ():
            own = {"customer": order.customer, "amount": sale.back}
            made = Return.objects.create(
                reference=f"T{n}{state[:3]}", order=order, reason="quality", asked_on=TODAY,
                state=state, received_on=TODAY, created_at=AT, changed_at=AT, **own,
            )  # fmt: skip
            ReturnLine.objects.create(
                returned=made, line=1, product=products[sale.lines[0][0]], quantity=1, **own
            )


def order_row(company: Company, products: dict[str, Any], sale: Sale) -> dict[str, Any]:
    lines = [
        Line(products[name].pk, products[name].name, Decimal(1), amount, Decimal(0))
        for name, amount in sale.lines
    ]
    customer = company.customers[sale.customer]
    return {"customer": customer, "ordered_on": sale.day.isoformat(), "state": sale.state,
            "owner": customer.owner, "lines": lines}  # fmt: skip


@pytest.fixture(scope="module")
def written(all_along):
    return found_company(Random(20260310))


@pytest.fixture
def company(written, db) -> Company:
    """The company, in a transaction of the test's own."""
    return written
