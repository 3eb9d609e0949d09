"""/settings/events/"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from sanjing.foundation.entities import registry
from sanjing.foundation.events.models import Delivery, Event
from sanjing.foundation.events.seal import seal
from sanjing.foundation.events.tasks import check_seals, forget_done_deliveries
from sanjing.foundation.tasks import queue
from tests.support.factories import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def delivery(boss) -> Delivery:
    """One that failed twice and is to be tried in an hour."""
    make(registry.get("customer"), boss.actor, name="平安科技")
    return Delivery.objects.create(
        event=Event.objects.latest("pk"),
        subscriber="webhook:7",
        attempts=2,
        error="对方回答 500",
        next_attempt_at=timezone.now() + timedelta(hours=1),
    )


def test_only_administrators_see_and_touch_deliveries(boss, delivery) -> None:
    browser = boss.browser()
    assert browser.get(reverse("events:events")).status_code == 403
    for name in ("retry", "give_up"):
        assert browser.post(reverse(f"events:{name}", args=[delivery.pk])).status_code == 403
    assert browser.post(reverse("events:check")).status_code == 403
    delivery.refresh_from_db()
    assert (delivery.attempts, DBTaskResult.objects.count()) == (2, 0)


def test_what_does_not_arrive_is_listed_with_its_reason(admin, delivery) -> None:
    page = admin.browser().get("/settings/events/").content.decode()
    assert "对方回答 500" in page and "平安科技" in page and "webhook:7" in page


def test_what_arrived_is_not_listed(admin, delivery) -> None:
    Delivery.objects.update(state=Delivery.State.DONE)
    assert "webhook:7" not in admin.browser().get("/settings/events/").content.decode()


def test_retrying_makes_it_due_at_once(admin, delivery) -> None:
    admin.browser().post(reverse("events:retry", args=[delivery.pk]))
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == (Delivery.State.PENDING, 0)
    assert delivery.next_attempt_at <= timezone.now()


def test_what_is_given_up_stays_in_sight_and_can_be_taken_up_again(admin, delivery) -> None:
    browser = admin.browser()
    browser.post(reverse("events:give_up", args=[delivery.pk]))
    delivery.refresh_from_db()
    assert delivery.state == Delivery.State.FAILED
    assert "webhook:7" in browser.get("/settings/events/").content.decode()
    browser.post(reverse("events:retry", args=[delivery.pk]))
    delivery.refresh_from_db()
    assert delivery.state == Delivery.State.PENDING


def test_a_delivery_that_arrived_is_never_sent_again(admin, delivery) -> None:
    Delivery.objects.update(state=Delivery.State.DONE)
    page = admin.browser().post(reverse("events:retry", args=[delivery.pk]))
    assert page.status_code == 404


def test_the_page_says_what_the_last_check_found(admin, delivery) -> None:
    browser = admin.browser()
    seal(timezone.now())
    browser.post("/settings/events/check/")
    assert "正在核对" in browser.get("/settings/events/").content.decode()
    assert queue.run_one(worker="trial")
    assert "完好" in browser.get("/settings/events/").content.decode()
    Event.objects.filter(pk=delivery.event_id).update(title="假的")
    check_seals.enqueue()
    assert queue.run_one(worker="trial")
    assert "被改动过" in browser.get("/settings/events/").content.decode()


def test_deliveries_made_long_ago_are_forgotten_and_events_kept(delivery) -> None:
    kept = Event.objects.count()
    later = timezone.now() + timedelta(days=40)
    assert forget_done_deliveries(at=later) == 0
    Delivery.objects.filter(pk=delivery.pk).update(state=Delivery.State.DONE)
    assert forget_done_deliveries(at=later) == 1
    assert Event.objects.count() == kept
