"""From a change to the call that tells it, through failures."""

import hashlib
import hmac
import json
from datetime import timedelta

import pytest
from django.utils import timezone

from sanjing.foundation.entities import batches, records, registry
from sanjing.foundation.events import deliver
from sanjing.foundation.events.models import Delivery
from sanjing.foundation.webhooks.actions import change_webhook, create_webhook, remove_webhook
from tests.support.factories import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def customers():
    return registry.get("customer")


def soon(seconds: float = 1):
    return timezone.now() + timedelta(seconds=seconds)


def test_a_change_is_told_with_a_signature_that_holds(hook, receiver, customers, boss) -> None:
    record = make(customers, boss.actor, name="平安")
    assert deliver.pump_outward(soon())
    headers, body = receiver.heard.pop()
    told = json.loads(body)
    assert (told["event"], told["record_id"], told["title"]) == (
        "customer.created",
        record.pk,
        "平安",
    )
    assert told["data"]["values"]["name"] == "平安"
    assert headers["Sanjing-Event-Id"] == str(told["id"])
    signed = f"{headers['Sanjing-Timestamp']}.".encode() + body
    wanted = hmac.new(hook.secret.encode(), signed, hashlib.sha256).hexdigest()
    assert headers["Sanjing-Signature"] == f"v1={wanted}"
    assert Delivery.objects.get(subscriber=hook.key).state == Delivery.State.DONE


def test_a_receiver_that_fails_is_tried_again_later(hook, receiver, customers, boss) -> None:
    receiver.answers = [500]
    make(customers, boss.actor, name="平安")
    deliver.pump_outward(soon())
    waiting = Delivery.objects.get(subscriber=hook.key)
    assert (waiting.state, waiting.attempts) == (Delivery.State.PENDING, 1)
    assert "500" in waiting.error
    assert not deliver.pump_outward(soon(2))
    assert deliver.pump_outward(waiting.next_attempt_at + timedelta(seconds=1))
    waiting.refresh_from_db()
    assert (waiting.state, waiting.error) == (Delivery.State.DONE, "")
    ids = {headers["Sanjing-Event-Id"] for headers, _body in receiver.heard}
    assert len(receiver.heard) == 2 and len(ids) == 1


def test_after_the_last_attempt_it_is_given_up_in_sight(hook, receiver, customers, boss) -> None:
    receiver.answers = [503]
    make(customers, boss.actor, name="平安")
    Delivery.objects.update(attempts=deliver.MOST_ATTEMPTS - 1)
    deliver.pump_outward(soon())
    assert Delivery.objects.get(subscriber=hook.key).state == Delivery.State.FAILED


def test_one_that_does_not_answer_holds_up_no_other(hook, receiver, customers, boss, admin):
    create_webhook(
        name="断线",
        url="http://127.0.0.1:9/",
        patterns=["customer.created"],
        by=admin.actor,
        at=timezone.now(),
    )
    rows = [{"name": f"客户{number}"} for number in range(30)]
    batches.create_many(customers, rows, by=boss.actor, at=timezone.now())
    deliver.pump_outward(soon())
    done = Delivery.objects.filter(state=Delivery.State.DONE)
    assert set(done.values_list("subscriber", flat=True)) == {hook.key}
    assert done.count() == deliver.FEW


def test_events_it_does_not_listen_to_are_not_owed(hook, boss) -> None:
    make(registry.get("product"), boss.actor)
    assert not Delivery.objects.filter(subscriber=hook.key).exists()


def test_a_webhook_switched_off_or_removed_is_owed_nothing(hook, receiver, customers, boss, admin):
    now = timezone.now()
    record = make(customers, boss.actor, name="平安")
    told = {"name": hook.name, "url": hook.url, "patterns": hook.patterns}
    change_webhook(hook, **told, active=False, by=admin.actor, at=now)
    records.change(record, {"name": "平安2"}, by=boss.actor, at=now)
    deliver.pump_outward(soon())
    assert receiver.heard == []
    assert Delivery.objects.get(subscriber=hook.key).state == Delivery.State.DONE
    key = hook.key
    remove_webhook(hook, by=admin.actor, at=now)
    records.change(record, {"name": "平安3"}, by=boss.actor, at=now)
    assert Delivery.objects.filter(subscriber=key).count() == 1


def test_a_whole_import_costs_one_look_at_the_webhooks(
    hook, customers, boss, django_assert_max_num_queries
) -> None:
    rows = [{"name": f"客户{number}"} for number in range(200)]
    with django_assert_max_num_queries(40):
        batches.create_many(customers, rows, by=boss.actor, at=timezone.now())
    assert Delivery.objects.filter(subscriber=hook.key).count() == 200


def test_a_private_address_is_refused_at_the_last_moment_too(
    hook, receiver, customers, boss, settings
) -> None:
    from dataclasses import replace

    make(customers, boss.actor, name="平安")
    settings.ENV = replace(settings.ENV, webhook_allow_private=False)
    deliver.pump_outward(soon())
    assert receiver.heard == []
    assert Delivery.objects.get(subscriber=hook.key).state == Delivery.State.PENDING


@pytest.mark.django_db(transaction=True)
def test_while_a_receiver_is_slow_others_may_write(hook, receiver, customers, boss) -> None:
    """A call inside a transaction would hold the one writer of SQLite for as long as it lasts."""
    from django.db import connection

    make(customers, boss.actor, name="平安")
    seen = []
    receiver.answers = [204]
    original = deliver.subscriptions.deliver

    def watch(event, key):
        seen.append(connection.in_atomic_block)
        original(event, key)

    deliver.subscriptions.deliver, kept = watch, original
    try:
        deliver.pump_outward(soon())
    finally:
        deliver.subscriptions.deliver = kept
    assert seen == [False]
