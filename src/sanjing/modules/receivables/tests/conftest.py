import datetime as dt
from functools import partial

import pytest

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.entities import records, registry
from sanjing.modules.receivables.models import Invoice, Receipt

AT = dt.datetime(2026, 3, 10, 9, tzinfo=dt.UTC)
TODAY = dt.date(2026, 3, 10)
SYSTEM = system_actor("测试")


def new_customer(name: str = "江城瓷厂", by=SYSTEM, **values):
    return records.create(registry.get("customer"), {"name": name, **values}, by=by, at=AT)


def invoiced(amount="100", by=SYSTEM, **values):
    values = {"amount": amount, "booked_on": "2026-01-01", "due_on": "2026-03-01"} | values
    return records.create(registry.get("invoice"), values, by=by, at=AT)


def paid(amount="100", by=SYSTEM, **values):
    values = {"amount": amount, "received_on": "2026-03-05"} | values
    return records.create(registry.get("receipt"), values, by=by, at=AT)


@pytest.fixture
def at() -> dt.datetime:
    return AT


@pytest.fixture
def make_customer(db):
    return new_customer


@pytest.fixture
def customer(make_customer):
    return make_customer()


@pytest.fixture
def make_order(customer):
    def make(amount="900", by=SYSTEM, **values):
        values = {"ordered_on": "2026-03-01", "customer": customer, "amount": amount} | values
        return records.create(registry.get("order"), values, by=by, at=AT)

    return make


@pytest.fixture
def owe(customer):
    """`owe("100")`: the customer owes 100 元, due on the first of March."""

    return partial(invoiced, customer=customer)


@pytest.fixture
def pay(customer):
    """`pay("100")`: 100 元 came in on the fifth of March."""

    return partial(paid, customer=customer)


@pytest.fixture
def finance(make_person):
    return make_person("finance", "算盘", role="finance")


def stands(record: Invoice | Receipt) -> Invoice | Receipt:
    """The record as it is now."""
    return type(record).objects.get(pk=record.pk)
