"""What is owed is delivered: after failures, after crashes, by several workers, once in effect."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sanjing.foundation.entities import registry
from sanjing.foundation.events import deliver, subscriptions
from sanjing.foundation.events.models import Delivery
from tests.support.factories import make

pytestmark = pytest.mark.django_db
KEY = "trial.listener"


@pytest.fixture
def heard(monkeypatch) -> list[str]:
    """What a subscriber of every customer event heard."""
    names: list[str] = []
    later = {"customer.*": {KEY: lambda event: names.append(event.name)}}
    monkeypatch.setattr(subscriptions, "_later", later)
    return names


@pytest.fixture
def owed(heard, boss) -> Delivery:
    make(registry.get("customer"), boss.actor)
    return Delivery.objects.get(subscriber=KEY)


def after(seconds: float):
    return timezone.now() + timedelta(seconds=seconds)


def test_what_is_owed_is_done_once(owed, heard) -> None:
    assert deliver.pump(after(1))
    assert not deliver.pump(after(1))
    assert heard == ["customer.created"]


def test_a_worker_that_died_leaves_its_work_to_the_next(owed, heard) -> None:
    died_at = after(1)
    assert [one.pk for one in deliver.claim(died_at)] == [owed.pk]
    assert deliver.claim(died_at + timedelta(seconds=30)) == []
    assert deliver.pump(died_at + deliver.LEASE + timedelta(seconds=1))
    assert heard == ["customer.created"]
    owed.refresh_from_db()
    assert (owed.state, owed.attempts) == (Delivery.State.DONE, 2)


def test_two_workers_never_hold_the_same(owed) -> None:
    now = after(1)
    first, second = deliver.claim(now), deliver.claim(now)
    assert (len(first), len(second)) == (1, 0)


def test_waits_grow_until_it_is_given_up(owed, monkeypatch) -> None:
    def fail(_event) -> None:
        raise RuntimeError("not today")

    monkeypatch.setattr(subscriptions, "_later", {"customer.*": {KEY: fail}})
    waits, now = [], after(1)
    while Delivery.objects.get().state == Delivery.State.PENDING:
        assert deliver.pump(now)
        owed.refresh_from_db()
        waits.append(owed.next_attempt_at - timezone.now())
        now = owed.next_attempt_at + timedelta(seconds=1)
    assert len(waits) == deliver.MOST_ATTEMPTS
    assert waits == sorted(waits)
    assert owed.error == "RuntimeError: not today"


def test_what_a_failing_subscriber_did_is_undone(owed, boss, monkeypatch) -> None:
    customers = registry.get("customer")

    def half(_event) -> None:
        make(customers, boss.actor, name="半途")
        raise RuntimeError("not today")

    monkeypatch.setattr(subscriptions, "_later", {"customer.changed": {}, "x": {KEY: half}})
    deliver.pump(after(1))
    assert not customers.model.objects.filter(name="半途").exists()


def test_a_subscriber_that_is_gone_is_a_failure_in_sight(owed, monkeypatch) -> None:
    monkeypatch.setattr(subscriptions, "_later", {})
    deliver.pump(after(1))
    owed.refresh_from_db()
    assert (owed.state, owed.error) == (Delivery.State.PENDING, f"UnknownSubscriber: {KEY}")
