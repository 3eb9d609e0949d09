"""History that was changed behind the program's back shows."""

import pytest
from django.utils import timezone

from sanjing.foundation.entities import registry
from sanjing.foundation.events.models import Event, Seal
from sanjing.foundation.events.seal import seal, verify
from tests.support.factories import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def sealed(boss) -> list[Event]:
    """Events under three seals."""
    for _ in range(3):
        make(registry.get("customer"), boss.actor)
        seal(timezone.now())
    return list(Event.objects.order_by("pk"))


def test_a_chain_nobody_touched_is_sound(sealed) -> None:
    verdict = verify()
    assert verdict.sound
    assert (verdict.seals, verdict.events, verdict.unsealed) == (3, len(sealed), 0)


def test_events_wait_unsealed_until_the_next_minute(sealed, boss) -> None:
    make(registry.get("customer"), boss.actor)
    assert verify().unsealed >= 1
    assert seal(timezone.now()) >= 1
    assert verify().unsealed == 0 and verify().sound


@pytest.mark.parametrize(
    "change",
    [
        {"title": "别的"},
        {"actor_name": "别人"},
        {"actor_id": 999},
        {"data": {}},
        {"name": "customer.removed"},
        {"record_id": 999},
        {"hub_id": None},
        {"via": "import"},
        {"batch": 5},
    ],
)
def test_a_changed_event_shows(sealed, change) -> None:
    Event.objects.filter(pk=sealed[1].pk).update(**change)
    assert not verify().sound


def test_a_moved_moment_shows(sealed) -> None:
    Event.objects.filter(pk=sealed[1].pk).update(at=timezone.now())
    assert not verify().sound


@pytest.mark.parametrize("place", [0, 1, -1])
def test_a_deleted_event_shows(sealed, place) -> None:
    Event.objects.filter(pk=sealed[place].pk).delete()
    assert not verify().sound


def test_an_inserted_event_shows(sealed) -> None:
    forged = Event.objects.get(pk=sealed[1].pk)
    forged.pk, forged.title = None, "假的"
    forged.save()
    assert not verify().sound


def test_an_event_moved_to_another_seal_shows(sealed) -> None:
    first, last = Seal.objects.order_by("pk")[0], Seal.objects.order_by("pk")[2]
    Event.objects.filter(seal_id=last.pk).update(seal_id=first.pk)
    assert not verify().sound


@pytest.mark.parametrize("place", [0, 1])
def test_a_deleted_seal_shows(sealed, place) -> None:
    gone = Seal.objects.order_by("pk")[place]
    Event.objects.filter(seal_id=gone.pk).delete()
    gone.delete()
    assert not verify().sound


def test_a_forged_digest_shows_at_the_next_seal(sealed) -> None:
    first = Seal.objects.order_by("pk")[0]
    first.digest = "0" * 64
    first.save()
    assert len(verify().broken) == 2
