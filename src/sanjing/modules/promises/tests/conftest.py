"""A customer, and promises made to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from sanjing.foundation.approvals import actions
from sanjing.foundation.approvals.models import ApprovalRule
from sanjing.foundation.entities import records, registry
from sanjing.modules.promises.actions.bind import PURPOSE
from sanjing.modules.promises.models import Promise, PromiseFloor

TODAY = timezone.localdate()


def day(ahead: int) -> str:
    return (TODAY + timedelta(ahead)).isoformat()


@pytest.fixture
def mill(seller):
    values = {"name": "江城面粉厂", "grade": "a", "region": "420106"}
    return records.create(registry.get("customer"), values, by=seller.actor, at=timezone.now())


@pytest.fixture
def promise(mill, seller) -> Callable[..., Promise]:
    """`promise(what=…, due=3)` by the seller; days are counted from today."""

    def make(by=None, *, due: int = 3, made: int = 0, at=None, **values: Any) -> Promise:
        given = {"customer": mill, "what": "发样品", "due_on": day(due), "made_on": day(made)}
        who = by or seller
        return records.create(
            registry.get("promise"), given | values, by=who.actor, at=at or timezone.now()
        )

    return make


@pytest.fixture
def floor(boss) -> Callable[..., PromiseFloor]:
    def make(kind: str, **values: Any) -> PromiseFloor:
        given = {"name": f"{kind}底线", "kind": kind} | values
        return records.create(registry.get("promisefloor"), given, by=boss.actor, at=timezone.now())

    return make


@pytest.fixture
def meter(boss):
    values = {"name": "流量计", "reference": "M-1", "category": "计量", "price": "100"}
    return records.create(registry.get("product"), values, by=boss.actor, at=timezone.now())


@pytest.fixture
def rule(admin, manager) -> ApprovalRule:
    """Whatever goes beyond a floor is decided by whoever leads the one who promises."""
    columns = {"purpose": PURPOSE, "name": "越线要批"}
    return actions.save_rule(None, columns, [{"who": "lead"}], by=admin.actor, at=timezone.now())
