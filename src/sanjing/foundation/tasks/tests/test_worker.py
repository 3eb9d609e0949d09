"""The worker as a whole: it reacts within about a second and stops when told."""

import threading
import time
from collections.abc import Callable

import pytest
from django.tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from sanjing.foundation.tasks import pumps
from sanjing.foundation.tasks.models import Worker
from sanjing.foundation.tasks.worker import run_worker

noted: list[str] = []


@task()
def note(word: str) -> None:
    noted.append(word)


def wait_for(condition: Callable[[], bool], patience: float = 10.0) -> None:
    deadline = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < deadline, "It did not happen in time."
        time.sleep(0.05)


@pytest.fixture
def pumping(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A pump with two pieces of work, the second of which fails the first time."""
    log: list[str] = []

    def pump() -> bool:
        log.append("called")
        if len(log) == 2:
            raise RuntimeError("the line is dead")
        return len(log) == 1

    monkeypatch.setattr(pumps, "_pumps", [pump])
    return log


@pytest.mark.django_db(transaction=True)
def test_a_worker_runs_tasks_and_pumps_until_told_to_stop(pumping: list[str]) -> None:
    noted.clear()
    stop = threading.Event()
    worker = threading.Thread(target=run_worker, args=(stop,), kwargs={"task_threads": 2})
    worker.start()
    try:
        wait_for(lambda: Worker.objects.exists())
        note.enqueue("first")
        wait_for(lambda: noted == ["first"])
        wait_for(lambda: len(pumping) >= 4)
    finally:
        stop.set()
        worker.join(20)
    assert not worker.is_alive()
    assert not Worker.objects.exists()
    assert DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL
