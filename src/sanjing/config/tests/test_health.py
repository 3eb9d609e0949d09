"""What a monitor sees, and who may see it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from sanjing.config import health
from sanjing.config.env import Environment
from sanjing.foundation.tasks import presence

pytestmark = pytest.mark.django_db


def test_all_is_well_while_a_worker_reports(client: Client) -> None:
    presence.sign_on(now=timezone.now())
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"
    assert answer.json()["database"] == connection.vendor
    assert answer.json()["worker_heartbeat_age"] < 5


def test_a_silent_worker_is_reported_while_pages_still_work(client: Client) -> None:
    presence.sign_on(now=timezone.now() - timedelta(minutes=2))
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["status"]) == (200, "worker silent")


def test_a_database_that_is_away_is_503(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> int:
        raise OperationalError("away")

    monkeypatch.setattr(health, "pending_migrations", away)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json() == {"status": "down", "database": "unreachable"}


def test_a_database_that_is_not_migrated_is_503(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "pending_migrations", lambda: 1)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["migrations"]) == (503, "pending")


def test_metrics_are_for_this_machine(client: Client) -> None:
    presence.sign_on(now=timezone.now())
    text = client.get("/metrics").content.decode()
    assert 'sanjing_tasks{state="failed"} 0' in text
    assert "sanjing_worker_heartbeat_age_seconds" in text


@pytest.mark.parametrize(
    "elsewhere", [{"REMOTE_ADDR": "10.0.0.9"}, {"HTTP_X_FORWARDED_FOR": "10.0.0.9"}]
)
def test_metrics_are_not_for_others(elsewhere: dict[str, str], client: Client) -> None:
    answer = client.get("/metrics", **elsewhere)
    assert answer.status_code == 403
    assert b"sanjing_tasks" not in answer.content


def test_a_token_opens_metrics_from_anywhere(client: Client, settings: Any) -> None:
    settings.ENV = Environment.read({"SANJING_METRICS_TOKEN": "open-sesame"})
    right = {"Authorization": "Bearer open-sesame"}
    wrong = {"Authorization": "Bearer wrong"}
    assert client.get("/metrics", headers=right, REMOTE_ADDR="10.0.0.9").status_code == 200
    assert client.get("/metrics", headers=wrong).status_code == 403
    assert client.get("/metrics").status_code == 403
