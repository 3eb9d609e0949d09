"""Columns that nobody types: a verb writes them, and history tells."""

from django.utils import timezone

from sanjing.foundation.entities import batches, records, registry
from sanjing.foundation.events.models import Event
from tests.support.making import make


def test_a_verb_writes_what_a_form_may_not(boss):
    customer = make("customer", by=boss.actor)
    at = timezone.now()

    records.change(customer, {}, kept={"completeness": 99, "owned_since": at}, by=boss.actor, at=at)

    event = Event.objects.get(name="customer.changed")
    assert event.data["changes"].keys() == {"owned_since"}, "what is derived is derived again"


def test_many_at_once_as_well(boss):
    customers = [make("customer", by=boss.actor) for _ in range(2)]
    at, rows = timezone.now(), [(one.pk, {}) for one in customers]

    kept = {customers[0].pk: {"owned_since": at}}
    outcome = batches.change_many(registry.get("customer"), rows, kept=kept, by=boss.actor, at=at)

    assert [one.pk for one in outcome.changed.values()] == [customers[0].pk]
    assert [one.pk for one in outcome.unchanged.values()] == [customers[1].pk]
