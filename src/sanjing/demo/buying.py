"""What a demo customer buys, and on which days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from sanjing.demo import catalogue
from sanjing.demo.lives import Life
from sanjing.kernel.periods import add_months
from sanjing.modules.products.models import Product
from sanjing.modules.products.rules import Line

Goods = dict[str, Product]
Bought = tuple[date, list[Line]]
SEASON = (1.3, 0.85, 1.15, 1.0, 0.92, 0.88, 0.82, 0.84, 0.95, 1.02, 1.18, 1.32)
"""How much gas a month takes, January first; the Spring Festival makes February weak."""


def orders_of(rng: Random, life: Life, goods: Goods, today: date) -> Iterator[Bought]:
    """(day, lines) in the order of days."""
    end = min(life.until, today)
    if not life.base:
        return
    buy = {"home": household, "trade": business, "factory": works, "dealer": trader}[life.sort]
    for day, lines in buy(rng, life, goods, end):
        if life.joined <= day <= end:
            yield day, lines


def works(rng: Random, life: Life, goods: Goods, end: date) -> Iterator[Bought]:
    """Gas every month; once a year the maintenance contract."""
    day = first_bill(rng, life)
    while day <= end:
        lines = [gas(rng, goods[catalogue.GAS_INDUSTRY], life.base, day)]
        if day.month == 3:
            lines.append(line(goods["C-2"], 1))
        yield day, lines
        day = add_months(day, 1)


def business(rng: Random, life: Life, goods: Goods, end: date) -> Iterator[Bought]:
    """Gas every quarter; now and then something for the kitchen."""
    day = first_bill(rng, life)
    while day <= end:
        lines = [gas(rng, goods[catalogue.GAS_TRADE], life.base // 8, day)]
        if rng.random() < 0.25:
            lines.append(line(goods[rng.choice(catalogue.TRADE_GOODS)], 1))
        yield day, lines
        day = add_months(day, 3)


def household(rng: Random, life: Life, goods: Goods, end: date) -> Iterator[Bought]:
    """Something small every year or so, more before winter."""
    day = life.joined + timedelta(rng.randrange(60))
    while day <= end:
        if rng.random() < SEASON[day.month - 1] * 0.75:
            chosen = rng.choices(
                catalogue.HOME_GOODS, catalogue.HOME_WEIGHTS, k=rng.choice((1, 1, 2))
            )
            lines = [
                line(goods[number], rng.randint(3, 12) if number == "I-2" else 1)
                for number in dict.fromkeys(chosen)
            ]
            if rng.random() < 0.4:
                lines.append(line(goods[catalogue.GAS_HOME], rng.randrange(50, 400, 10)))
            yield day, lines
        day += timedelta(int(rng.expovariate(1 / 330)) + 30)


def trader(rng: Random, life: Life, goods: Goods, end: date) -> Iterator[Bought]:
    """Stock for the shop every few weeks, at a discount; sometimes a few of one thing in between."""
    day = life.joined + timedelta(rng.randrange(20))
    while day <= end:
        chosen = rng.sample(catalogue.DEALER_GOODS, rng.randint(2, 4))
        discount = Decimal(rng.choice((5, 8, 10, 12, 15))) / 100
        lines = [line(goods[number], rng.randrange(5, 60, 5), discount) for number in chosen]
        if rng.random() < 0.06:
            lines = [line(goods[chosen[0]], rng.randint(1, 5), discount)]
        yield day, lines
        day += timedelta(rng.randint(24, 60))


def first_bill(rng: Random, life: Life) -> date:
    return add_months(life.joined.replace(day=rng.randint(3, 8)), 1)


def gas(rng: Random, product: Product, base: int, day: date) -> Line:
    grown = 1 + 0.04 * (day.year - 2024)
    return line(product, round(base * SEASON[day.month - 1] * grown * rng.uniform(0.9, 1.1)))


def line(product: Product, quantity: int, discount: Decimal = Decimal(0)) -> Line:
    return Line(product.pk, product.name, Decimal(quantity), product.price, discount)
