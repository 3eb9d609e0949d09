"""A purpose of its own, so that the tests need no module that asks for approval."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.utils import timezone

from sanjing.foundation.approvals import actions, offering, purposes
from sanjing.foundation.approvals.models import Approval, ApprovalRule
from sanjing.foundation.entities import records, registry

PURPOSE = "product.price"


@pytest.fixture(autouse=True)
def purpose() -> Iterator[str]:
    """Approval of a product's price, forgotten afterwards."""
    entity = registry.get("product")
    known, shown = dict(purposes._purposes), list(entity.detail.top)
    offering.offer(offering.Purpose(PURPOSE, "product", "价格"))
    yield PURPOSE
    purposes._purposes.clear()
    purposes._purposes.update(known)
    entity.detail.top[:] = shown


@pytest.fixture
def rule(admin) -> Callable[..., ApprovalRule]:
    """`rule(step, step, criteria={…})` makes a rule; a step is the columns of RuleStep."""

    def make(*steps: dict[str, Any], **values: Any) -> ApprovalRule:
        columns = {"purpose": PURPOSE, "name": "价格要批"} | values
        return actions.save_rule(None, columns, steps, by=admin.actor, at=timezone.now())

    return make


@pytest.fixture
def meter(boss):
    """What approval is asked for."""
    values = {"name": "燃气表", "price": "320"}
    return records.create(registry.get("product"), values, by=boss.actor, at=timezone.now())


@pytest.fixture
def ask(meter) -> Callable[..., Approval | None]:
    """`ask(person)` asks for the price of the meter."""

    def asked(person, *, at=None, title: str = "燃气表降到 280 元", amount: int = 4000):
        return actions.ask(
            meter, PURPOSE, title=title, amount=amount, by=person.actor, at=at or timezone.now()
        )

    return asked


def people(*persons) -> dict[str, Any]:
    """A step that asks these people, any of them."""
    return {"who": "people", "people": [one.user for one in persons]}
