"""Who may call: tokens, browsers, and nobody else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from sanjing.api import callers
from sanjing.api.limits import Buckets
from sanjing.foundation.accounts.actions import issue_token, revoke_token
from tests.support.programs import Program

pytestmark = pytest.mark.django_db
PATH = "/api/customers"


def test_a_revoked_token_opens_nothing(boss) -> None:
    now = timezone.now()
    token, secret = issue_token(boss.user, name="x", scopes=["read"], by=boss.actor, at=now)
    assert Program(secret).get(PATH).status_code == 200
    revoke_token(token, by=boss.actor, at=now)
    assert Program(secret).get(PATH).status_code == 401


def test_an_expired_token_opens_nothing(boss) -> None:
    now = timezone.now()
    ends = now - timedelta(seconds=1)
    _token, secret = issue_token(
        boss.user, name="x", scopes=["read"], expires_at=ends, by=boss.actor, at=now
    )
    assert Program(secret).get(PATH).status_code == 401


def test_the_token_of_somebody_who_left_opens_nothing(boss, program) -> None:
    by = program(boss)
    boss.user.is_active = False
    boss.user.save()
    assert by.get(PATH).status_code == 401


def test_a_wrong_token_is_refused_even_beside_a_session(boss) -> None:
    browser = boss.browser()
    assert browser.get(PATH).status_code == 200
    assert browser.get(PATH, headers={"authorization": "Bearer sj_wrong"}).status_code == 401


def test_a_browser_writes_only_with_its_csrf_token(boss) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(boss.user)
    body = {"name": "客户"}
    refused = browser.post(PATH, body, content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (403, "csrf")
    browser.get("/customers/")
    token = browser.cookies["csrftoken"].value
    made = browser.post(PATH, body, content_type="application/json", headers={"x-csrftoken": token})
    assert made.status_code == 201


def test_somebody_who_must_choose_a_password_first_is_not_let_in(boss) -> None:
    boss.user.must_change_password = True
    boss.user.save()
    assert boss.browser().get(PATH).status_code == 401


def test_a_caller_learns_who_they_are(seller, program) -> None:
    told = program(seller, "read", "customers:write").get("/api/me").json()
    assert (told["name"], told["scopes"]) == ("林晓梅", ["customers:write", "read"])
    assert told["rights"]["customers"]["see"] == "mine"


def test_answers_are_kept_by_nobody_in_between(boss, program) -> None:
    response = program(boss).get(PATH)
    assert "no-store" in response["Cache-Control"]
    assert "Authorization" in response["Vary"]


def test_who_asks_too_fast_is_told_when_to_come_back(boss, program, monkeypatch) -> None:
    by, other = program(boss), program(boss)
    monkeypatch.setattr(callers, "buckets", Buckets(6, clock=lambda: 0.0))
    assert by.get(PATH).status_code == 200
    refused = by.get(PATH)
    assert (refused.status_code, refused["Retry-After"]) == (429, "10")
    assert refused.json()["code"] == "too_many_requests"
    assert other.get(PATH).status_code == 200


def test_a_bucket_fills_again_with_time() -> None:
    now = [0.0]
    buckets = Buckets(60, clock=lambda: now[0])
    assert [buckets.take("a") for _ in range(10)] == [0.0] * 10
    assert buckets.take("a") == pytest.approx(1.0)
    now[0] = 1.0
    assert buckets.take("a") == 0.0
    assert buckets.take("b") == 0.0


def test_no_rate_means_no_limit() -> None:
    buckets = Buckets(0)
    assert [buckets.take("a") for _ in range(1000)] == [0.0] * 1000
