"""A firm whose customers were scored, and its three tiers: by margin of the year, and all others who bought."""

from __future__ import annotations

import datetime as dt
from random import Random
from types import SimpleNamespace

import pytest
from django.db import transaction

from sanjing.foundation.entities import records, registry
from sanjing.foundation.events.models import Event
from sanjing.modules.customers.models import Customer
from sanjing.modules.scores.actions import score
from sanjing.modules.scores.actions.score import ask, carry_out
from sanjing.modules.scores.models import CustomerScore
from sanjing.modules.scores.tests.conftest import AT, SYSTEM, TODAY, found_firm
from sanjing.modules.tiers.actions.assign import assign_everybody
from sanjing.modules.tiers.models import CustomerTier


def add_tier(**values):
    return records.create(registry.get("tier"), values, by=SYSTEM, at=AT)


def found_tiers() -> SimpleNamespace:
    """A takes the best ten of the year, B twenty more, C the rest."""
    margins = sorted(CustomerScore.objects.values_list("year_margin", flat=True), reverse=True)
    first, second = (f"{margins[n] / 100}" for n in (9, 29))
    return SimpleNamespace(
        a=add_tier(name="金牌", rank=1, grade="a", measure="year_margin", at_least=first, contact_days=30),
        b=add_tier(name="银牌", rank=2, grade="b", measure="year_margin", at_least=second),
        c=add_tier(name="普通", rank=3, grade="c"),
        first=margins[9], second=margins[29],
    )  # fmt: skip


@pytest.fixture(scope="module")
def written(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(score, "MONTHS", 2)
        firm = found_firm(Random(20260630))
        carry_out(ask(at=AT), at=AT)
        tiers = found_tiers()
        assign_everybody(as_of=TODAY, at=AT)
        yield SimpleNamespace(tiers=tiers, **firm)
        transaction.set_rollback(True)


@pytest.fixture
def firm(written, db):
    """The firm in its tiers, in a transaction of the test's own."""
    return written


TOMORROW, LATER = TODAY + dt.timedelta(1), AT + dt.timedelta(1)


def run(day=TOMORROW, at=LATER):
    return assign_everybody(as_of=day, at=at)


def one_of(tier) -> Customer:
    return Customer.objects.get(pk=CustomerTier.objects.filter(tier=tier).order_by("pk")[0].pk)


def give_margin(customer, amount):
    CustomerScore.objects.filter(pk=customer.pk).update(year_margin=amount)


def told_of(customer) -> list[dict]:
    rows = Event.objects.filter(record_id=customer.pk, name="customer.tier_changed").order_by("pk")
    return list(rows.values_list("data", flat=True))
