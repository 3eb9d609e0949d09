"""Letting go of a customer, once those who decide agreed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records
from sanjing.foundation.events.models import Event
from sanjing.foundation.events.publish import publish
from sanjing.modules.customers.actions.by_rule import by_rule
from sanjing.modules.customers.models import Customer
from sanjing.modules.insights.actions.propose_retirement import Outcome
from sanjing.modules.insights.events import CustomerRetired, RetirementProposed


def retire(customer: Customer, *, by: Actor, at: datetime) -> Customer:
    """Give the customer the lowest grade, and to the pool if that was proposed; nothing is deleted."""
    proposed = proposal_of(customer)
    told = CustomerRetired(reason=proposed["reason"], outcome=proposed["outcome"])
    values: dict[str, Any] = {"grade": Customer.Grade.C}
    if proposed["outcome"] == Outcome.POOL:
        values["owner"] = None
    changed = records.change(customer, values, by=by_rule(by), at=at, telling=told)
    if changed.version == customer.version:  # of the lowest grade already: agreed to all the same
        publish(told, about=records.about(records.entity_of(changed), changed), by=by, at=at)
    return changed


def proposal_of(customer: Customer) -> dict[str, Any]:
    """What was proposed last."""
    rows = Event.objects.filter(
        entity="customer", record_id=customer.pk, name=RetirementProposed.name
    )
    return rows.order_by("-pk").values_list("data", flat=True)[0]
