"""A gas meter, customers of two salespeople, and marketing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Model
from django.utils import timezone

from sanjing.foundation.approvals import actions
from sanjing.foundation.entities import records, registry
from sanjing.modules.library.actions.submit import PURPOSE
from tests.support.cast import Person

TODAY = timezone.localdate()
Write = Callable[..., Any]


def day(ahead: int) -> str:
    return (TODAY + dt.timedelta(ahead)).isoformat()


def write(entity: str, by: Person, **values: Any) -> Model:
    return records.create(registry.get(entity), values, by=by.actor, at=timezone.now())


@pytest.fixture
def marketing(make_person) -> Person:
    return make_person("marketing", "何婷", role="marketing")


@pytest.fixture
def meter(boss) -> Model:
    return write("product", boss, name="燃气表 G4", reference="G4", price="260")


@pytest.fixture
def make_customer() -> Write:
    return lambda by, name="江城瓷厂", **values: write("customer", by, name=name, **values)


@pytest.fixture
def make_deal(make_customer) -> Write:
    def make(by: Person, **values: Any) -> Any:
        if "customer" not in values:
            values["customer"] = make_customer(by)
        return write("deal", by, **{"name": "窑炉煤改气", "amount": "120000", **values})

    return make


@pytest.fixture
def claim(meter, marketing) -> Any:
    return write(
        "productclaim", marketing, product=meter, statement="十年不用换电池", evidence="国检报告 2026-17",
        valid_until=day(200),
    )  # fmt: skip


@pytest.fixture
def rule(admin, boss) -> Any:
    """Claims are approved by the owner."""
    columns = {"purpose": PURPOSE, "name": "口径老板批"}
    steps = [{"who": "people", "people": [boss.user.pk]}]
    return actions.save_rule(None, columns, steps, by=admin.actor, at=timezone.now())
