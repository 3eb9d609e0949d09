"""A firm of eighty customers with paces of their own, written once for all tests of a module."""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import Any

import pytest
from django.utils import timezone

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.entities import batches, records, registry
from tests.support import cast

AT = timezone.now()
TODAY = timezone.localdate(AT)
SYSTEM = system_actor("测试")
CUSTOMERS = 80


def found_firm(rng: Random) -> dict[str, Any]:
    """People by login, and `customers`; the first dozen belong to the seller, the last two never buy."""
    people: dict[str, Any] = {
        "boss": cast.person("boss", "钱总", role="owner"),
        "seller": cast.person("seller", "林晓梅", role="salesperson", team=cast.team("一组")),
        "service": cast.person("service", "郑丽", role="service"),
    }
    rows = [
        {"name": f"瓷厂{n:02d}", "owner": people["seller" if n < 12 else "boss"].user}
        for n in range(CUSTOMERS)
    ]
    made = batches.create_many(registry.get("customer"), rows, by=SYSTEM, at=AT).created
    customers = list(made.values())
    orders = [
        {
            "customer": one,
            "ordered_on": day.isoformat(),
            "amount": str(rng.randint(5, 900)),
            "state": "done",
        }
        for one in customers[:-2]
        for day in days_of(rng)
    ]
    outcome = batches.create_many(registry.get("order"), orders, by=SYSTEM, at=AT)
    assert not outcome.refused
    return people | {"customers": customers}


def days_of(rng: Random) -> list[dt.date]:
    pace, day = rng.choice((20, 45, 90)), TODAY - dt.timedelta(rng.randrange(300, 900))
    until = TODAY - dt.timedelta(rng.choice((0, 0, 0, 200, 400)))
    days = [day]
    while (day := day + dt.timedelta(1 + int(rng.expovariate(1 / pace)))) <= until:
        days.append(day)
    return days


@pytest.fixture(scope="module")
def written(all_along):
    return found_firm(Random(20260630))


@pytest.fixture
def firm(written, db):
    """The firm, in a transaction of the test's own."""
    return written


@pytest.fixture
def make_order(db):
    def make(**values):
        values = {"ordered_on": "2026-03-01", "state": "done"} | values
        if "customer" not in values:
            values["customer"] = records.create(
                registry.get("customer"), {"name": "江城瓷厂"}, by=SYSTEM, at=AT
            )
        return records.create(registry.get("order"), values, by=SYSTEM, at=AT)

    return make
