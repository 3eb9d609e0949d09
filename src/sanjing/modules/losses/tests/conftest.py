"""Customers who buy, leave and come back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from sanjing.foundation.entities import records, registry
from sanjing.modules.customers.models import Customer
from sanjing.modules.losses.models import LossReason


def make(entity: str, by: Any, **values: Any) -> Any:
    return records.create(registry.get(entity), values, by=by.actor, at=timezone.now())


@pytest.fixture
def mill(seller) -> Customer:
    return make("customer", seller, name="江城面粉厂")


@pytest.fixture
def buys(seller) -> Callable[..., Any]:
    """`buys(customer, day, yuan)` is an order of theirs."""

    def order(customer: Customer, day: date, yuan: int, by: Any = seller, **more: Any) -> Any:
        return make("order", by, customer=customer, ordered_on=day, amount=str(yuan), **more)

    return order


def reason(name: str) -> LossReason:
    return LossReason.objects.get(name=name)
