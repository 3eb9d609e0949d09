"""Planning visits."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sanjing.modules.activities import visiting
from sanjing.modules.activities.models import Activity, Task
from tests.support.making import make


@pytest.fixture
def kept(seller):
    """`kept(name, days, **values)`: a customer of the seller, visited so many days ago."""

    def keep(name, days, **values):
        place = {key: values.pop(key) for key in ("latitude", "longitude") if key in values}
        customer = make("customer", name=name, owner=seller.user, **({"grade": "a"} | values))
        make("activity", by=seller.actor, customer=customer, kind="visit",
             happened_at=timezone.now() - timedelta(days), **place)  # fmt: skip
        return customer

    return keep


def names(stops):
    return [stop.customer.name for stop in stops]


def test_who_is_due_depends_on_the_grade(seller, kept):
    kept("甲", 31), kept("乙", 29), kept("丙", 59, grade="b"), kept("丁", 61, grade="b")
    kept("没有级别", 900, grade=""), kept("请勿打扰", 90, do_not_contact=True)
    due = visiting.due(seller.actor, seller.user.pk, timezone.now())
    assert [(stop.customer.name, stop.over) for stop in due] == [("丁", 1), ("甲", 1)]


def test_a_call_is_no_visit_and_a_new_customer_has_its_time(seller, kept):
    customer = kept("甲", 40)
    make("activity", by=seller.actor, customer=customer, kind="call", happened_at=timezone.now())
    make("customer", name="刚来的", owner=seller.user, grade="a")
    assert names(visiting.due(seller.actor, seller.user.pk, timezone.now())) == ["甲"]


def test_ticked_ones_are_planned_once_and_done_by_visiting(seller, kept):
    first, second = kept("甲", 40), kept("乙", 50)
    day = timezone.localdate()
    browser, address = seller.browser(), f"/visits/?day={day:%Y-%m-%d}"
    posted = {"customer": [first.pk, 999_999, "x", "9" * 30]}
    assert browser.post(address, posted).status_code == 303
    assert browser.post(address, posted).status_code == 303
    task = Task.objects.get()
    assert (task.customer, task.due_date, task.owner, task.way) == (
        first,
        day,
        seller.user,
        "visit",
    )
    assert names(visiting.due(seller.actor, seller.user.pk, timezone.now())) == ["乙"]
    assert names(visiting.planned(seller.actor, seller.user.pk, day)) == ["甲"]
    make("activity", by=seller.actor, customer=first, kind="call", happened_at=timezone.now())
    assert Task.objects.get().done_at is None
    make("activity", by=seller.actor, customer=first, kind="visit", happened_at=timezone.now())
    assert Task.objects.get().done_at is not None
    assert names(visiting.due(seller.actor, seller.user.pk, timezone.now())) == ["乙"]
    assert second.pk


def test_a_day_gone_by_is_refused(seller, kept):
    customer = kept("甲", 40)
    gone = timezone.localdate() - timedelta(1)
    answer = seller.browser().post(f"/visits/?day={gone:%Y-%m-%d}", {"customer": customer.pk})
    assert answer.status_code == 422
    assert not Task.objects.exists()


def test_the_route_goes_district_by_district_the_short_way(seller, kept):
    for name, east in (("东", "114.5"), ("西", "114.1"), ("中", "114.3")):
        kept(name, 40, region="420106", latitude="30.5", longitude=east)
    kept("没去过", 40, region="420106", address="和平大道 1 号")
    Activity.objects.filter(customer__name="没去过").update(latitude=None)
    kept("江岸", 40, region="420102")
    route = visiting.in_route_order(visiting.due(seller.actor, seller.user.pk, timezone.now()))
    assert [names(district.stops) for district in route] == [["江岸"], ["西", "中", "东", "没去过"]]
    assert [district.region for district in route] == ["湖北省武汉市江岸区", "湖北省武汉市武昌区"]


def test_people_plan_for_those_they_lead_and_for_nobody_else(seller, other_seller, manager, kept):
    kept("甲", 40)
    page = manager.browser().get(f"/visits/?who={seller.user.pk}").text
    assert "甲" in page
    other = other_seller.browser().get(f"/visits/?who={seller.user.pk}").text
    assert "甲" not in other
    assert visiting.due(other_seller.actor, seller.user.pk, timezone.now()) == []


def test_the_page_asks_the_database_no_more_for_more_customers(
    seller, kept, django_assert_max_num_queries
):
    for number in range(12):
        kept(f"客户{number}", 40)
    browser = seller.browser()
    browser.get("/visits/")
    with django_assert_max_num_queries(16):
        assert browser.get("/visits/").status_code == 200
