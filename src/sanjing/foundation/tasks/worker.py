"""The worker process: tasks, pumps, the schedule and the heartbeat, each in threads of its own.

Separate threads, because an import of minutes must not hold up a delivery, nor a nightly job the
sealing of events. Every step is safe to repeat, so ending the process at any moment loses nothing.
"""

import logging
import threading
import time
from collections.abc import Callable

from django.db import close_old_connections, connections
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from sanjing.foundation.tasks import presence, queue, schedule
from sanjing.foundation.tasks.models import Worker
from sanjing.foundation.tasks.pumps import pumps
from sanjing.foundation.tasks.rules import Daily

log = logging.getLogger(__name__)
POLL = 0.9
LONGEST_PAUSE = 30.0
GRACE = 5.0


def run_worker(stop: threading.Event, *, task_threads: int) -> None:
    """Work until `stop` is set; then finish what is in hand, for at most a few seconds."""
    autodiscover_modules("tasks")
    worker = presence.sign_on(now=timezone.now())
    queue.requeue_lost(now=timezone.now())
    schedule.enter(schedule.jobs(), now=timezone.now())
    threads = [_start(step, pause, stop) for step, pause in _steps(worker, task_threads)]
    stop.wait()
    deadline = time.monotonic() + GRACE
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))
    presence.sign_off(worker)
    connections.close_all()


def _steps(worker: Worker, task_threads: int) -> list[tuple[Callable[[], bool], float]]:
    daily = [job for job in schedule.jobs() if isinstance(job.rule, Daily)]
    frequent = [job for job in schedule.jobs() if not isinstance(job.rule, Daily)]

    def run_task() -> bool:
        return queue.run_one(worker=worker.id)

    def run_frequent() -> bool:
        return schedule.run_due(frequent, worker=worker.id, now=timezone.now())

    def run_daily() -> bool:
        return schedule.run_due(daily, worker=worker.id, now=timezone.now())

    def beat() -> bool:
        presence.beat(worker, now=timezone.now())
        queue.requeue_lost(now=timezone.now(), worker=worker.id)
        return False

    tasks = [(run_task, POLL)] * task_threads
    lanes = [(pump, POLL) for pump in pumps()]
    return [*tasks, *lanes, (run_frequent, 2.0), (run_daily, 5.0), (beat, presence.BEAT)]


def _start(step: Callable[[], bool], pause: float, stop: threading.Event) -> threading.Thread:
    thread = threading.Thread(target=_repeat, args=(step, pause, stop), daemon=True)
    thread.start()
    return thread


def _repeat(step: Callable[[], bool], pause: float, stop: threading.Event) -> None:
    """Again at once while there is work; a pause when idle; a growing pause while it fails."""
    failures = 0
    while not stop.is_set():
        close_old_connections()
        busy = False
        try:
            busy, failures = step(), 0
        except Exception:
            log.exception("A step of the worker failed")
            failures += 1
            connections.close_all()
        if not busy:
            stop.wait(min(pause * 2 ** min(failures, 8), max(pause, LONGEST_PAUSE)))
    connections.close_all()
