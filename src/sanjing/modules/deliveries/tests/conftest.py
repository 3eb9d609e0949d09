"""A customer, orders of it, and what is sent of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.http import QueryDict
from django.utils import timezone

from sanjing.foundation.entities import asking, paging, records, registry
from sanjing.modules.deliveries.models import Delivery
from sanjing.modules.orders.models import Order

TODAY = timezone.localdate()


def day(ahead: int) -> str:
    return (TODAY + timedelta(ahead)).isoformat()


def moment(ahead: int, clock: str = "10:00") -> str:
    return f"{day(ahead)} {clock}"


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def mill(seller, now):
    values = {"name": "江城面粉厂", "grade": "a", "region": "420106"}
    return records.create(registry.get("customer"), values, by=seller.actor, at=now)


@pytest.fixture
def order(mill, seller, now) -> Callable[..., Order]:
    """`order(required=3)`; days are counted from today."""

    def make(by=None, *, placed: int = 0, required: int | None = None, at=None, **values: Any):
        given = {"customer": mill, "ordered_on": day(placed)}
        given |= {} if required is None else {"required_on": day(required)}
        who = by or seller
        return records.create(registry.get("order"), given | values, by=who.actor, at=at or now)

    return make


@pytest.fixture
def delivery(order, seller, now) -> Callable[..., Delivery]:
    """`delivery(order, sent_at=…)` by the seller."""

    def make(of: Order | None = None, by=None, at=None, **values: Any) -> Delivery:
        given = {"order": of or order(placed=-10)} | values
        who = by or seller
        return records.create(registry.get("delivery"), given, by=who.actor, at=at or now)

    return make


@pytest.fixture
def standing(boss, now):
    def make(**values: Any):
        given = {"name": "24 小时送到", "allowed": 24, "valid_from": day(-400)} | values
        return records.create(registry.get("standingpromise"), given, by=boss.actor, at=now)

    return make


def again(record):
    record.refresh_from_db()
    return record


def listed(url: str, actor) -> int:
    """How many orders the list at an address shows."""
    entity = registry.get("order")
    question = asking.read(QueryDict(url.partition("?")[2]), entity, actor)
    return paging.rows_of(entity, actor, question).count()
