"""The messages of a stage rule, written out for its customers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sanjing.kernel.placeholders import fill
from sanjing.modules.activities.sending import WAYS
from sanjing.modules.automation.models import StageRule
from sanjing.modules.automation.rules import spelled
from sanjing.modules.customers.models import Customer
from sanjing.modules.customers.queries import addressees
from sanjing.modules.orders.models import CustomerSales


def messages_for(rule: StageRule, customers: Sequence[Customer]) -> dict[int, dict[str, Any]]:
    """{customer: the text and the way it goes} of each: the way the customer likes, else that of the rule."""
    if not rule.message:
        return {}
    ids = [one.pk for one in customers]
    people = addressees(ids)
    bought = CustomerSales.objects.filter(customer__in=ids, count__gt=0)
    last = dict(bought.values_list("customer", "last_on"))
    found = {}
    for one in customers:
        person = people.get(one.pk)
        alone = one.name if one.kind == Customer.Kind.PERSON else ""
        values = spelled(
            {
                "customer": one.name,
                "contact": person.name if person else alone,
                "owner": one.owner.name if one.owner else "",
            },
            last.get(one.pk),
        )
        liked = (person and person.preferred_channel) or one.preferred_channel
        found[one.pk] = {
            "message": fill(rule.message, values),
            "way": WAYS.get(liked, rule.way),
        }
    return found
