import datetime as dt

import pytest

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.entities import records, registry

AT = dt.datetime(2026, 3, 10, 2, tzinfo=dt.UTC)
SYSTEM = system_actor("测试")


@pytest.fixture
def at() -> dt.datetime:
    return AT


@pytest.fixture
def meter(db):
    values = {
        "name": "燃气表 G4",
        "reference": "G4",
        "price": "260",
        "unit": "台",
        "tax_rate": "13",
    }
    return records.create(registry.get("product"), values, by=SYSTEM, at=AT)


@pytest.fixture
def make_customer(db):
    def make(name: str = "江城瓷厂", by=SYSTEM, **values):
        return records.create(registry.get("customer"), {"name": name, **values}, by=by, at=AT)

    return make


@pytest.fixture
def make_quote(make_customer, meter):
    """A quote of ten meters at 260, as `by` writes it."""

    def make(by, **values):
        start = {"quoted_on": "2026-03-10", "valid_until": "2026-04-09"}
        start["lines"] = [{"product": "G4", "quantity": "10"}]
        if "customer" not in values:
            start["customer"] = make_customer(by=by)
        return records.create(registry.get("quote"), start | values, by=by, at=AT)

    return make


@pytest.fixture
def make_contract(make_customer):
    def make(by, **values):
        start = {"title": "年度供气合同", "starts_on": "2026-01-01", "ends_on": "2026-12-31"}
        if "customer" not in values:
            start["customer"] = make_customer(by=by)
        return records.create(registry.get("contract"), start | values, by=by, at=AT)

    return make
