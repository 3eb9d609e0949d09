"""Working through what is owed: claim, run, mark; again later if it failed."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from sanjing.foundation.events import subscriptions
from sanjing.foundation.events.models import Delivery

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)
MOST_ATTEMPTS = 12
AT_ONCE = 100
FEW, MOST_OUTWARD = 3, 20  # 20 × 10 s stays inside the lease


def pump(now: datetime | None = None) -> bool:
    """Run what is due inside this program, up to a hundred. True if there was anything to do."""
    return _attempt_all(claim(now or timezone.now()))


def pump_outward(now: datetime | None = None) -> bool:
    """The same for what waits for other machines: in a lane of its own, so that nothing waits."""
    return _attempt_all(claim(now or timezone.now(), outward=True))


def _attempt_all(claimed: list[Delivery]) -> bool:
    for delivery in claimed:
        attempt(delivery)
    return bool(claimed)


def claim(now: datetime, *, outward: bool = False) -> list[Delivery]:
    """Lease due deliveries to this worker. A conditional UPDATE decides between several workers."""
    free = Q(lease_until=None) | Q(lease_until__lt=now)
    due = Delivery.objects.filter(free, state=Delivery.State.PENDING, next_attempt_at__lte=now)
    due = due.order_by("next_attempt_at", "pk")
    ours = []
    for pk in _fairly(due) if outward else _inward(due).values_list("pk", flat=True)[:AT_ONCE]:
        taken = Delivery.objects.filter(free, pk=pk, state=Delivery.State.PENDING)
        if taken.update(lease_until=now + LEASE, attempts=F("attempts") + 1):
            ours.append(pk)
    return list(Delivery.objects.filter(pk__in=ours).select_related("event").order_by("pk"))


def _inward(due: QuerySet[Delivery]) -> QuerySet[Delivery]:
    for prefix in subscriptions.outward_prefixes():
        due = due.exclude(subscriber__startswith=f"{prefix}:")
    return due


def _fairly(due: QuerySet[Delivery]) -> list[int]:
    """The next few of every receiver, so that one that does not answer holds up no other."""
    found: list[int] = []
    for prefix in sorted(subscriptions.outward_prefixes()):
        theirs = due.filter(subscriber__startswith=f"{prefix}:")
        for key in theirs.order_by("subscriber").values_list("subscriber", flat=True).distinct():
            found += due.filter(subscriber=key).values_list("pk", flat=True)[:FEW]
    return found[:MOST_OUTWARD]


def attempt(delivery: Delivery) -> None:
    """Run one reaction and write down how it went: in one transaction, unless it calls out."""
    told = {"delivery": delivery.pk, "subscriber": delivery.subscriber}
    try:
        if delivery.subscriber.partition(":")[0] in subscriptions.outward_prefixes():
            subscriptions.deliver(delivery.event, delivery.subscriber)
            _done(delivery)
            return
        with transaction.atomic():
            subscriptions.deliver(delivery.event, delivery.subscriber)
            _done(delivery)
    except subscriptions.Undelivered as error:
        log.warning("A delivery was not taken: %s", error, extra=told)
        put_off(delivery, error, timezone.now())
    except Exception as error:
        log.exception("A delivery failed", extra=told)
        put_off(delivery, error, timezone.now())


def _done(delivery: Delivery) -> None:
    delivery.state, delivery.error, delivery.lease_until = Delivery.State.DONE, "", None
    delivery.save()


def put_off(delivery: Delivery, error: Exception, now: datetime) -> None:
    """Try again after a growing wait; give up visibly after the last attempt."""
    anticipated = isinstance(error, subscriptions.Undelivered)
    delivery.error = (str(error) if anticipated else f"{type(error).__name__}: {error}")[:2000]
    delivery.lease_until = None
    delivery.next_attempt_at = now + timedelta(seconds=min(5 * 2**delivery.attempts, 6 * 3600))
    if delivery.attempts >= MOST_ATTEMPTS:
        delivery.state = Delivery.State.FAILED
    else:
        delivery.state = Delivery.State.PENDING
    delivery.save()


def retry(delivery: Delivery, *, now: datetime) -> None:
    """Try at once, with all attempts before it."""
    delivery.state, delivery.attempts, delivery.next_attempt_at = Delivery.State.PENDING, 0, now
    delivery.lease_until = None
    delivery.save()


def give_up(delivery: Delivery) -> None:
    """Stop trying; it stays in sight with its last error."""
    delivery.state, delivery.lease_until = Delivery.State.FAILED, None
    delivery.save()
