"""Which workers are alive."""

import os
import socket
from datetime import UTC, datetime, timedelta

import pytest

from sanjing.foundation.tasks import presence
from sanjing.foundation.tasks.models import Worker
from sanjing.foundation.tasks.queries import backlog

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
NOBODY = 2**22 + 1  # Above the largest process id of Linux.


def test_a_worker_is_known_from_its_first_moment() -> None:
    assert backlog(now=NOW).heartbeat_age is None
    worker = presence.sign_on(now=NOW)
    assert worker.pid == os.getpid()
    assert backlog(now=NOW + timedelta(seconds=5)).heartbeat_age == 5


def test_signing_on_drops_the_dead_of_this_machine_at_once() -> None:
    here = socket.gethostname()
    Worker.objects.create(id="dead", host=here, pid=NOBODY, started_at=NOW, seen_at=NOW)
    Worker.objects.create(id="elsewhere", host="other", pid=NOBODY, started_at=NOW, seen_at=NOW)
    presence.sign_on(now=NOW)
    assert not Worker.objects.filter(id="dead").exists()
    assert Worker.objects.filter(id="elsewhere").exists()


def test_one_not_heard_of_for_a_minute_is_forgotten_by_the_others() -> None:
    Worker.objects.create(id="silent", host="other", pid=1, started_at=NOW, seen_at=NOW)
    worker = presence.sign_on(now=NOW)
    presence.beat(worker, now=NOW + timedelta(seconds=60))
    assert Worker.objects.filter(id="silent").exists()
    presence.beat(worker, now=NOW + timedelta(seconds=61))
    assert list(Worker.objects.values_list("id", flat=True)) == [worker.id]


def test_a_worker_that_was_thought_dead_comes_back_with_its_next_beat() -> None:
    worker = presence.sign_on(now=NOW)
    presence.sign_off(worker)
    presence.beat(worker, now=NOW)
    assert Worker.objects.get() == worker
