"""What the worker does with events: deliver, seal, check, forget."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.tasks import task

from sanjing.foundation.events import deliver
from sanjing.foundation.events.models import Delivery
from sanjing.foundation.events.seal import seal, verify
from sanjing.foundation.tasks.pumps import register_pump
from sanjing.foundation.tasks.retries import attempts
from sanjing.foundation.tasks.schedule import daily, every

KEEP_DONE = timedelta(days=30)
CHUNK = 5000

register_pump(deliver.pump)
register_pump(deliver.pump_outward)


@every(minutes=1)
def seal_events(*, at: datetime) -> int:
    return seal(at)


@task()
@attempts(1)
def check_seals() -> dict[str, Any]:
    """Walk the whole chain; the page shows what was found last."""
    verdict = verify()
    return {**asdict(verdict), "broken": list(verdict.broken[:20]), "sound": verdict.sound}


@daily("02:40")
def check_seals_every_night(*, at: datetime) -> None:
    check_seals.enqueue()


@daily("04:20")
def forget_done_deliveries(*, at: datetime) -> int:
    """Deliveries that were made a month ago; the events themselves stay."""
    old = Delivery.objects.filter(state=Delivery.State.DONE, next_attempt_at__lt=at - KEEP_DONE)
    forgotten = 0
    while ids := list(old.values_list("pk", flat=True)[:CHUNK]):
        forgotten += Delivery.objects.filter(pk__in=ids).delete()[0]
    return forgotten
