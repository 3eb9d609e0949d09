"""The recycle bin is emptied after thirty days, and history says so."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.purge import KEPT, purge
from sanjing.foundation.events.models import Event
from sanjing.foundation.search.models import SearchEntry
from tests.support.factories import make

pytestmark = pytest.mark.django_db
BY = system_actor("回收站")


@pytest.fixture
def at():
    return timezone.now()


def binned(entity, boss, at, days: float, **given):
    record = make(entity, boss.actor, **given)
    records.remove(record, by=boss.actor, at=at - timedelta(days=days))
    return record


def test_what_lay_there_for_thirty_days_is_gone_and_the_rest_stays(boss, at) -> None:
    products = registry.get("product")
    old, young = binned(products, boss, at, 31), binned(products, boss, at, 29)
    kept = make(products, boss.actor)
    assert purge(by=BY, at=at) == 1
    assert set(products.model.objects.values_list("pk", flat=True)) == {young.pk, kept.pk}
    told = Event.objects.get(name="product.purged")
    assert (told.record_id, told.actor_name) == (old.pk, "回收站")


def test_what_goes_along_leaves_an_event_and_no_search_row(boss, at) -> None:
    customers, contacts = registry.get("customer"), registry.get("contact")
    customer = make(customers, boss.actor)
    contact = make(contacts, boss.actor, customer=customer)
    records.remove(customer, by=boss.actor, at=at - KEPT - timedelta(days=1))
    purge(by=BY, at=at)
    assert not contacts.model.objects.filter(pk=contact.pk).exists()
    assert Event.objects.filter(name="contact.purged", record_id=contact.pk).exists()
    assert not SearchEntry.objects.filter(entity="contact", record_id=contact.pk).exists()


def test_what_something_still_needs_stays_and_holds_up_nothing(boss, at) -> None:
    customers, orders = registry.get("customer"), registry.get("order")
    needed, free = binned(customers, boss, at, 40), binned(customers, boss, at, 40)
    order = make(orders, boss.actor, customer=make(customers, boss.actor))
    orders.model.objects.filter(pk=order.pk).update(customer=needed)
    assert purge(by=BY, at=at) == 1
    assert customers.model.objects.filter(pk=needed.pk).exists()
    assert not customers.model.objects.filter(pk=free.pk).exists()
    assert not Event.objects.filter(name="customer.purged", record_id=needed.pk).exists()


def test_a_customer_with_orders_stays_whole_and_the_bin_says_why(boss, at) -> None:
    """Thirty days and a second night later the ledger still names its customer, and it comes back."""
    customers, orders = registry.get("customer"), registry.get("order")
    customer = make(customers, boss.actor, name="长风饲料")
    order = make(orders, boss.actor, customer=customer)
    contact = make(registry.get("contact"), boss.actor, customer=customer)
    records.remove(customer, by=boss.actor, at=at - timedelta(days=40))
    assert (purge(by=BY, at=at), purge(by=BY, at=at)) == (0, 0)
    page = boss.browser().get("/bin/").text
    assert "订单、订单明细还要用到，不会清除" in page or "订单还要用到，不会清除" in page
    records.restore(customers, customer.pk, by=boss.actor, at=at)
    assert orders.visible_to(boss.actor).get(pk=order.pk).customer.name == "长风饲料"
    assert registry.get("contact").visible_to(boss.actor).filter(pk=contact.pk).exists()


def test_what_nothing_needs_is_not_said_to_be_needed(boss, at) -> None:
    binned(registry.get("customer"), boss, at, 40)
    assert "不会清除。" not in boss.browser().get("/bin/").text


def test_a_customer_goes_in_the_night_its_orders_go(boss, at) -> None:
    customers, orders = registry.get("customer"), registry.get("order")
    customer = make(customers, boss.actor)
    order = make(orders, boss.actor, customer=customer)
    records.remove(order, by=boss.actor, at=at - timedelta(days=40))
    records.remove(customer, by=boss.actor, at=at - timedelta(days=40))
    assert purge(by=BY, at=at) == 2
    assert not customers.model.objects.filter(pk=customer.pk).exists()
    assert not orders.model.objects.filter(pk=order.pk).exists()


def test_a_full_bin_is_emptied_piece_by_piece(boss, at, monkeypatch) -> None:
    monkeypatch.setattr("sanjing.foundation.entities.purge.CHUNK", 2)
    products = registry.get("product")
    for _ in range(5):
        binned(products, boss, at, 60)
    assert purge(by=BY, at=at) == 5
    assert purge(by=BY, at=at) == 0
