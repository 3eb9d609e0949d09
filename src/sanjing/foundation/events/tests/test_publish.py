"""An event is written with the change or not at all; whoever reacts inside belongs to it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import ClassVar

import pytest
from django.db import transaction
from django.utils import timezone

from sanjing.foundation.events import subscriptions
from sanjing.foundation.events.models import Delivery, Event
from sanjing.foundation.events.publish import About, Happening, publish
from tests.support.cast import Person

pytestmark = pytest.mark.django_db
ABOUT = About("customer", 1, 1, "长风")


@dataclass(frozen=True, kw_only=True)
class BellRung(Happening):
    name: ClassVar[str] = "bell.rung"
    times: int


class Refused(Exception):
    pass


@pytest.fixture
def heard(monkeypatch) -> list:
    """What reactions heard; they are gone after the test, and the program's own are away."""
    monkeypatch.setattr(subscriptions, "_inside", defaultdict(list))
    monkeypatch.setattr(subscriptions, "_inside_all", defaultdict(list))
    monkeypatch.setattr(subscriptions, "_later", defaultdict(dict))
    return []


def later(event: Event) -> None:
    """A reaction that is owed and never comes to its turn here."""


def ring(who: Person, times: int = 1) -> Event:
    return publish(BellRung(times=times), about=ABOUT, by=who.actor, at=timezone.now())


def test_an_event_keeps_who_what_and_when(boss) -> None:
    event = Event.objects.get(pk=ring(boss, 3).pk)
    assert (event.name, event.entity, event.record_id, event.hub_id) == (
        "bell.rung",
        "customer",
        1,
        1,
    )
    assert (event.actor_id, event.actor_name, event.via) == (boss.user.pk, "钱总", "web")
    assert event.data == {"times": 3}


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused(boss) -> None:
    with pytest.raises(RuntimeError):
        ring(boss)
    assert not Event.objects.filter(name="bell.rung").exists()


def test_a_reaction_that_fails_undoes_the_event_and_what_is_owed(boss, heard) -> None:
    subscriptions.after("bell.rung")(later)

    @subscriptions.on("bell.rung")
    def inside(event: Event) -> None:
        raise Refused

    with pytest.raises(Refused), transaction.atomic():
        ring(boss)
    assert not Event.objects.exists() and not Delivery.objects.exists()


@pytest.mark.parametrize(
    ("pattern", "hears"),
    [("bell.rung", True), ("bell.*", True), ("*.rung", True), ("*", True), ("bell.cast", False), ("door.*", False)],
)  # fmt: skip
def test_patterns_hear_what_they_say(boss, heard, pattern, hears) -> None:
    subscriptions.on(pattern)(lambda event: heard.append("on"))
    subscriptions.on_all(pattern)(lambda events: heard.append(len(events)))
    with transaction.atomic():
        ring(boss)
    assert heard == (["on", 1] if hears else [])


def test_each_subscriber_is_owed_an_event_once(boss, heard) -> None:
    subscriptions.after("bell.rung")(later)
    subscriptions.after("bell.*")(later)
    with transaction.atomic():
        ring(boss)
    owed = list(Delivery.objects.values_list("subscriber", flat=True))
    assert len(owed) == len(set(owed)) == 1
