"""Background tasks: run, retried, never lost, never run twice by two workers."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.tasks import TaskResultStatus, task
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from sanjing.foundation.tasks import queue
from sanjing.foundation.tasks.models import Worker
from sanjing.foundation.tasks.queries import backlog
from sanjing.foundation.tasks.retries import attempts, pause_after

pytestmark = pytest.mark.django_db
done: list[int] = []


@pytest.fixture(autouse=True)
def nothing_done() -> None:
    done.clear()


@task()
def note(number: int) -> int:
    done.append(number)
    return number * 2


@task()
def fail() -> None:
    raise RuntimeError("no paper")


@task()
@attempts(1)
def fail_for_good() -> None:
    raise RuntimeError("no paper")


@task(takes_context=True)
def note_attempt(context) -> None:
    done.append(context.attempt)


def only_row() -> DBTaskResult:
    return DBTaskResult.objects.get()


def test_a_task_is_run_and_its_result_kept() -> None:
    result = note.enqueue(21)
    assert queue.run_one(worker="a")
    assert not queue.run_one(worker="a")
    result.refresh()
    assert (done, result.return_value) == ([21], 42)


def test_a_task_for_later_waits() -> None:
    note.using(run_after=timezone.now() + timedelta(hours=1)).enqueue(1)
    assert not queue.run_one(worker="a")


def test_urgent_tasks_go_first() -> None:
    note.enqueue(1)
    note.using(priority=50).enqueue(2)
    queue.run_one(worker="a")
    assert done == [2]


def test_a_task_learns_which_attempt_it_is() -> None:
    note_attempt.enqueue()
    queue.run_one(worker="a")
    assert done == [1]


def test_a_claimed_task_is_not_claimed_again() -> None:
    note.enqueue(1)
    assert queue.claim(worker="a", now=timezone.now())
    assert queue.claim(worker="b", now=timezone.now()) is None


def test_a_failing_task_is_tried_three_times_with_growing_pauses() -> None:
    fail.enqueue()
    for attempt in (1, 2):
        queue.run_one(worker="a")
        row = only_row()
        assert row.status == TaskResultStatus.READY
        assert row.run_after > timezone.now() + pause_after(attempt) / 2
        DBTaskResult.objects.update(run_after=timezone.now())
    queue.run_one(worker="a")
    assert only_row().status == TaskResultStatus.FAILED
    assert "no paper" in only_row().traceback
    assert backlog(now=timezone.now()).failed == 1


def test_a_task_may_refuse_to_be_repeated() -> None:
    fail_for_good.enqueue()
    queue.run_one(worker="a")
    assert only_row().status == TaskResultStatus.FAILED


def test_the_task_of_a_dead_worker_is_taken_up_again() -> None:
    note.enqueue(7)
    queue.claim(worker="dead", now=timezone.now())
    assert queue.requeue_lost(now=timezone.now()) == 1
    assert queue.run_one(worker="b")
    assert done == [7]


def test_the_task_of_a_live_worker_is_left_alone() -> None:
    now = timezone.now()
    Worker.objects.create(id="alive", host="here", pid=1, started_at=now, seen_at=now)
    note.enqueue(7)
    queue.claim(worker="alive", now=now)
    assert queue.requeue_lost(now=now) == 0


def test_a_task_that_kills_every_worker_is_given_up() -> None:
    note.enqueue(7)
    for _ in range(3):
        queue.claim(worker="dead", now=timezone.now())
        queue.requeue_lost(now=timezone.now())
    assert only_row().status == TaskResultStatus.FAILED
    assert "WorkerLost" in only_row().exception_class_path


def test_a_task_whose_code_is_gone_fails_at_once() -> None:
    note.enqueue(7)
    DBTaskResult.objects.update(task_path="sanjing.nowhere.gone")
    queue.run_one(worker="a")
    assert only_row().status == TaskResultStatus.FAILED


def test_a_task_whose_end_could_not_be_written_is_given_back_by_its_own_worker(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Worker.objects.create(
        id="a", host="here", pid=1, started_at=timezone.now(), seen_at=timezone.now()
    )
    note.enqueue(3)

    def away(self, value) -> None:
        raise OperationalError("the connection is lost")

    with monkeypatch.context() as patched, pytest.raises(OperationalError):
        patched.setattr(DBTaskResult, "set_successful", away)
        patched.setattr(queue, "_after_failure", away)
        queue.run_one(worker="a")
    assert only_row().status == TaskResultStatus.RUNNING
    assert queue.requeue_lost(now=timezone.now(), worker="a") == 1
    assert queue.run_one(worker="a")
    assert done == [3, 3]


def test_a_task_in_hand_is_not_given_back() -> None:
    Worker.objects.create(
        id="a", host="here", pid=1, started_at=timezone.now(), seen_at=timezone.now()
    )
    note.enqueue(1)
    seen_twice = [list(DBTaskResult.objects.ready()) for _thread in range(2)]
    assert queue.claim(worker="a", now=timezone.now())
    assert not queue._take(seen_twice[1][0], "a", timezone.now())
    assert queue.requeue_lost(now=timezone.now(), worker="a") == 0
