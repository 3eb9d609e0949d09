import datetime as dt

import pytest

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.entities import records, registry
from sanjing.modules.deals.models import DealReason, Outcome, Stage

AT = dt.datetime(2026, 3, 10, 9, tzinfo=dt.UTC)
SYSTEM = system_actor("测试")


@pytest.fixture
def at() -> dt.datetime:
    return AT


@pytest.fixture
def stage(db):
    """A stage of the ready pipeline by its name."""
    return lambda name: Stage.objects.get(name=name, pipeline__name="标准销售流程")


@pytest.fixture
def why(db):
    """A reason for losing, or with `outcome` for winning."""

    def find(outcome=Outcome.LOST):
        return DealReason.objects.filter(outcome=outcome, parent=None).order_by("position").first()

    return find


@pytest.fixture
def make_customer(db):
    def make(name="江城瓷厂", by=SYSTEM, **values):
        return records.create(registry.get("customer"), {"name": name, **values}, by=by, at=AT)

    return make


@pytest.fixture
def make_deal(db, make_customer):
    def make(by=SYSTEM, at=AT, **values):
        values = {"name": "锅炉煤改气", "amount": "120000", **values}
        if "customer" not in values:
            values["customer"] = make_customer(by=by)
        return records.create(registry.get("deal"), values, by=by, at=at)

    return make


@pytest.fixture
def finance(make_person):
    return make_person("finance", "算盘", role="finance")
