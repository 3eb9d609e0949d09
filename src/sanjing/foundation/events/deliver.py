"""Working through what is owed: claim, run, mark; again later if it failed."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from sanjing.foundation.events import subscriptions
from sanjing.foundation.events.models import Delivery

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)
MOST_ATTEMPTS = 12
AT_ONCE = 100


def pump(now: datetime | None = None) -> bool:
    """Deliver what is due, up to a hundred. True if there was anything to do."""
    claimed = claim(now or timezone.now())
    for delivery in claimed:
        attempt(delivery)
    return bool(claimed)


def claim(now: datetime) -> list[Delivery]:
    """Lease due deliveries to this worker. A conditional UPDATE decides between several workers."""
    free = Q(lease_until=None) | Q(lease_until__lt=now)
    due = Delivery.objects.filter(free, state=Delivery.State.PENDING, next_attempt_at__lte=now)
    ids = list(due.order_by("next_attempt_at").values_list("pk", flat=True)[:AT_ONCE])
    if not ids:
        return []
    ours = []
    for pk in ids:
        taken = Delivery.objects.filter(free, pk=pk, state=Delivery.State.PENDING)
        if taken.update(lease_until=now + LEASE, attempts=F("attempts") + 1):
            ours.append(pk)
    return list(Delivery.objects.filter(pk__in=ours).select_related("event").order_by("pk"))


def attempt(delivery: Delivery) -> None:
    """Run one reaction in a transaction of its own and write down how it went."""
    try:
        with transaction.atomic():
            subscriptions.deliver(delivery.event, delivery.subscriber)
            delivery.state, delivery.error = Delivery.State.DONE, ""
            delivery.lease_until = None
            delivery.save()
    except Exception as error:
        log.exception(
            "A delivery failed", extra={"delivery": delivery.pk, "subscriber": delivery.subscriber}
        )
        put_off(delivery, error, timezone.now())


def put_off(delivery: Delivery, error: Exception, now: datetime) -> None:
    """Try again after a growing wait; give up visibly after the last attempt."""
    delivery.error = f"{type(error).__name__}: {error}"[:2000]
    delivery.lease_until = None
    delivery.next_attempt_at = now + timedelta(seconds=min(5 * 2**delivery.attempts, 6 * 3600))
    if delivery.attempts >= MOST_ATTEMPTS:
        delivery.state = Delivery.State.FAILED
    else:
        delivery.state = Delivery.State.PENDING
    delivery.save()


def retry(delivery: Delivery, *, now: datetime) -> None:
    """What the administrator's button does."""
    delivery.state, delivery.attempts, delivery.next_attempt_at = Delivery.State.PENDING, 0, now
    delivery.save()
