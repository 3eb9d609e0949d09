import datetime as dt

import pytest

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.entities import records, registry

AT = dt.datetime(2026, 3, 10, 9, tzinfo=dt.UTC)
SYSTEM = system_actor("测试")


@pytest.fixture
def at() -> dt.datetime:
    return AT


@pytest.fixture
def make_customer(db):
    def make(name: str = "江城瓷厂", by=SYSTEM, **values):
        return records.create(registry.get("customer"), {"name": name, **values}, by=by, at=AT)

    return make


@pytest.fixture
def make_product(db):
    def make(name: str = "燃气表 G4", price: str = "260", **values):
        return records.create(
            registry.get("product"), {"name": name, "price": price, **values}, by=SYSTEM, at=AT
        )

    return make


@pytest.fixture
def make_order(make_customer):
    def make(by=SYSTEM, **values):
        values = {"ordered_on": "2026-03-01", **values}
        if "customer" not in values:
            values["customer"] = make_customer()
        return records.create(registry.get("order"), values, by=by, at=AT)

    return make


@pytest.fixture
def finance(make_person):
    return make_person("finance", "算盘", role="finance").actor
