"""Own fields of short kinds are filtered and sorted from an index."""

from __future__ import annotations

import pytest
from django.db import connection
from django.http import QueryDict
from django.utils import timezone

from sanjing.foundation.customization.actions import define_field, remove_field
from sanjing.foundation.customization.indexes import name_of
from sanjing.foundation.customization.queries import cache
from sanjing.foundation.entities import asking, paging, registry
from sanjing.foundation.entities.ordering import Order
from tests.support.cast import Person
from tests.support.making import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def points(admin: Person):
    at = timezone.now()
    yield define_field(registry.get("customer"), label="积分", kind="number", by=admin.actor, at=at)
    cache.clear()


def plan_of(query: str, by: Person) -> str:
    entity = registry.get("customer")
    question = asking.read(QueryDict(query), entity, by.actor)
    rows = paging.rows_of(entity, by.actor, question)
    part, order = Order.of(question, entity).parts(None, False)[0]
    return rows.filter(part).order_by(*order)[:50].explain()


def indexes() -> set[str]:
    with connection.cursor() as cursor:
        return set(connection.introspection.get_constraints(cursor, "customers_customer"))


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads an empty table whole")
def test_the_index_serves_filters_and_both_orders(points, admin: Person) -> None:
    index = name_of(points)
    assert f"USING INDEX {index}" in plan_of(f"sort={points.key}", admin)
    assert f"USING INDEX {index}" in plan_of(f"sort=-{points.key}", admin)
    assert f"SEARCH customers_customer USING INDEX {index}" in plan_of(
        f"{points.key}__above=90&sort={points.key}", admin
    )


def test_the_index_goes_with_its_field(points, admin: Person) -> None:
    assert name_of(points) in indexes()
    remove_field(points, by=admin.actor, at=timezone.now())
    assert name_of(points) not in indexes()


def test_a_text_of_any_length_has_no_index(points, admin: Person) -> None:
    at = timezone.now()
    text = define_field(registry.get("customer"), label="说明", kind="text", by=admin.actor, at=at)
    assert name_of(text) not in indexes()


def test_a_field_is_defined_in_the_transaction_that_wrote_records(admin: Person) -> None:
    """Links are checked when a transaction ends; until then PostgreSQL indexes no such table."""
    make("contact", customer=make("customer"))
    field = define_field(
        registry.get("contact"), label="师傅", kind="user", by=admin.actor, at=timezone.now()
    )
    with connection.cursor() as cursor:
        made = connection.introspection.get_constraints(cursor, "customers_contact")
    assert name_of(field) in made
    cache.clear()
