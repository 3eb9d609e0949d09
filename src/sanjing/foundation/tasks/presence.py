"""Which worker processes are alive, as far as the database can tell."""

import os
import socket
from datetime import datetime, timedelta

from django.utils.crypto import get_random_string

from sanjing.foundation.tasks.models import Worker

BEAT = 10.0
LOST_AFTER = timedelta(seconds=60)


def sign_on(*, now: datetime) -> Worker:
    """Enter this process, after dropping those of this machine whose process is gone."""
    host = socket.gethostname()[:80]
    for other in Worker.objects.filter(host=host):
        if not _process_exists(other.pid):
            other.delete()
    name = f"{host}:{os.getpid()}:{get_random_string(6)}"
    return Worker.objects.create(id=name, host=host, pid=os.getpid(), started_at=now, seen_at=now)


def beat(worker: Worker, *, now: datetime) -> None:
    """Say that this process lives, and forget those not heard of for a minute."""
    worker.seen_at = now
    worker.save()
    Worker.objects.filter(seen_at__lt=now - LOST_AFTER).delete()


def sign_off(worker: Worker) -> None:
    Worker.objects.filter(pk=worker.pk).delete()


def latest_beat() -> datetime | None:
    """When any worker was last heard of; None when there is none."""
    return Worker.objects.order_by("-seen_at").values_list("seen_at", flat=True).first()


def _process_exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
