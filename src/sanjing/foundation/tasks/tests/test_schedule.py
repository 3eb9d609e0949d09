"""Scheduled jobs run when due, once, whoever runs them and whatever happened before."""

import threading
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connections

from sanjing.foundation.tasks.models import ScheduleRun, Worker
from sanjing.foundation.tasks.rules import Daily, Every, due_after_failure
from sanjing.foundation.tasks.schedule import Job, claim, enter, run_due

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
SHANGHAI = ZoneInfo("Asia/Shanghai")


def job_that_counts(rule: Every | Daily | None = None) -> tuple[Job, list[datetime]]:
    runs: list[datetime] = []

    def count(*, at: datetime) -> None:
        runs.append(at)

    return Job("tests.count", rule or Every(timedelta(minutes=1)), count), runs


def alive(name: str) -> None:
    Worker.objects.create(id=name, host="here", pid=1, started_at=NOW, seen_at=NOW)


@pytest.mark.django_db
def test_a_frequent_job_runs_at_once_and_then_when_due() -> None:
    job, runs = job_that_counts()
    enter([job], now=NOW)
    assert run_due([job], worker="a", now=NOW)
    assert not run_due([job], worker="a", now=NOW + timedelta(seconds=59))
    assert run_due([job], worker="a", now=NOW + timedelta(seconds=60))
    assert runs == [NOW, NOW + timedelta(seconds=60)]


@pytest.mark.django_db
def test_a_daily_job_waits_for_its_time_in_the_company_zone() -> None:
    job, runs = job_that_counts(Daily(time(11, 30), SHANGHAI))
    enter([job], now=NOW)
    assert not run_due([job], worker="a", now=datetime(2026, 11, 22, 3, 29, tzinfo=UTC))
    assert run_due([job], worker="a", now=datetime(2026, 11, 22, 3, 30, tzinfo=UTC))
    assert len(runs) == 1


@pytest.mark.django_db
def test_days_without_a_worker_are_caught_up_once() -> None:
    job, runs = job_that_counts(Daily(time(3, 0), SHANGHAI))
    enter([job], now=NOW)
    later = NOW + timedelta(days=5)
    assert run_due([job], worker="a", now=later)
    assert not run_due([job], worker="a", now=later + timedelta(hours=1))
    assert len(runs) == 1


@pytest.mark.django_db
def test_entering_a_job_again_keeps_its_time() -> None:
    job, _ = job_that_counts()
    enter([job], now=NOW)
    enter([job], now=NOW + timedelta(hours=1))
    assert ScheduleRun.objects.get().due_at == NOW


@pytest.mark.django_db
def test_of_two_schedulers_with_the_same_view_one_gets_the_job() -> None:
    job, _ = job_that_counts()
    enter([job], now=NOW)
    seen_by_a, seen_by_b = ScheduleRun.objects.get(), ScheduleRun.objects.get()
    assert claim(seen_by_a, worker="a", now=NOW)
    assert not claim(seen_by_b, worker="b", now=NOW)


@pytest.mark.django_db(transaction=True)
def test_two_schedulers_at_once_run_a_job_once_a_time() -> None:
    job, runs = job_that_counts()
    enter([job], now=NOW)
    alive("a")
    alive("b")
    together = threading.Barrier(2)

    def schedule(worker: str) -> None:
        for minute in range(10):
            together.wait(20)
            run_due([job], worker=worker, now=NOW + timedelta(minutes=minute))
        connections.close_all()

    threads = [threading.Thread(target=schedule, args=(worker,)) for worker in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert runs == [NOW + timedelta(minutes=minute) for minute in range(10)]


@pytest.mark.django_db
def test_a_job_held_by_a_live_worker_is_left_alone() -> None:
    job, runs = job_that_counts()
    enter([job], now=NOW)
    alive("a")
    claim(ScheduleRun.objects.get(), worker="a", now=NOW)
    assert not run_due([job], worker="b", now=NOW + timedelta(hours=1))
    assert runs == []


@pytest.mark.django_db
def test_a_job_whose_worker_died_is_taken_up_again() -> None:
    job, runs = job_that_counts()
    enter([job], now=NOW)
    claim(ScheduleRun.objects.get(), worker="dead", now=NOW)
    assert run_due([job], worker="b", now=NOW)
    assert runs == [NOW]


@pytest.mark.django_db
def test_a_failing_job_is_visible_and_tried_again_sooner() -> None:
    def fail(*, at: datetime) -> None:
        raise RuntimeError("no paper")

    job = Job("tests.fail", Daily(time(3, 0), SHANGHAI), fail)
    enter([job], now=NOW)
    ScheduleRun.objects.update(due_at=NOW)
    run_due([job], worker="a", now=NOW)
    row = ScheduleRun.objects.get()
    assert (row.runner, row.failures, row.error) == ("", 1, "RuntimeError: no paper")
    assert row.due_at == NOW + timedelta(minutes=2)


def test_retries_grow_and_then_the_rule_holds_again() -> None:
    daily = Daily(time(3, 0), SHANGHAI)
    pauses = [due_after_failure(daily, NOW, failures) - NOW for failures in range(1, 6)]
    assert pauses == [timedelta(minutes=minutes) for minutes in (2, 4, 8, 16, 32)]
    assert due_after_failure(daily, NOW, 6) == daily.next_after(NOW)


def test_a_daily_time_is_strictly_in_the_future() -> None:
    daily = Daily(time(10, 0), SHANGHAI)
    at_ten = datetime(2026, 11, 22, 10, 0, tzinfo=SHANGHAI)
    assert daily.next_after(at_ten) == at_ten + timedelta(days=1)
    assert daily.next_after(at_ten - timedelta(seconds=1)) == at_ten


@pytest.mark.django_db
def test_a_job_whose_end_could_not_be_written_is_run_again_by_its_own_worker() -> None:
    job, runs = job_that_counts()
    enter([job], now=NOW)
    alive("a")
    claim(ScheduleRun.objects.get(), worker="a", now=NOW)
    assert run_due([job], worker="a", now=NOW)
    assert runs == [NOW]
