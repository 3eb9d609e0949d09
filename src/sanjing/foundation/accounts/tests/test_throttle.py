"""Guessing passwords becomes slow, for one account and for one address."""

from datetime import timedelta

import pytest

from sanjing.foundation.accounts import throttle
from sanjing.foundation.accounts.forms.log_in import in_words

pytestmark = pytest.mark.django_db
HERE, THERE = "192.0.2.1", "192.0.2.2"


def fail(times, at, name="liqiang", ip=HERE):
    for _ in range(times):
        throttle.open_attempt(name, ip, at=at)


def refusal(at, name="liqiang", ip=HERE):
    with pytest.raises(throttle.TooManyAttempts) as caught:
        throttle.open_attempt(name, ip, at=at)
    return caught.value.wait


def test_the_sixth_wrong_password_waits_thirty_seconds(at):
    fail(5, at)
    assert refusal(at) == timedelta(seconds=30)
    throttle.open_attempt("liqiang", HERE, at=at + timedelta(seconds=30))


def test_each_further_failure_doubles_the_wait(at):
    fail(5, at)
    later = at + timedelta(seconds=30)
    fail(1, later)
    assert refusal(later) == timedelta(seconds=60)


def test_a_refused_try_does_not_lengthen_the_wait(at):
    fail(5, at)
    refusal(at + timedelta(seconds=10))
    assert refusal(at + timedelta(seconds=20)) == timedelta(seconds=10)


def test_another_address_and_another_name_are_not_held_up(at):
    fail(5, at)
    throttle.open_attempt("liqiang", THERE, at=at)
    throttle.open_attempt("wangfang", HERE, at=at)


def test_one_address_trying_many_names_is_slowed(at):
    for number in range(throttle.FREE_PER_ADDRESS):
        throttle.open_attempt(f"user{number}", HERE, at=at)
    assert refusal(at, name="one-more") == timedelta(seconds=30)


def test_failures_are_forgotten_after_an_hour_and_after_success(at):
    fail(5, at)
    throttle.open_attempt("liqiang", HERE, at=at + throttle.WINDOW)
    fail(5, at, name="wangfang")
    throttle.forgive("WangFang ", HERE)
    throttle.open_attempt("wangfang", HERE, at=at)


def test_the_page_says_how_long_to_wait_and_does_not_look_at_the_password(
    client, salesperson, administrator, password
):
    for _ in range(5):
        client.post("/login/", {"username": "liqiang", "password": "wrong"})
    answer = client.post("/login/", {"username": "liqiang", "password": password})
    assert answer.status_code == 422
    assert "密码输错次数太多，请等 30 秒再试。" in answer.content.decode()


@pytest.mark.parametrize(("seconds", "words"), [(0.2, "1 秒"), (59.5, "1 分钟"), (61, "2 分钟")])
def test_waits_are_rounded_up(seconds, words):
    assert in_words(timedelta(seconds=seconds)) == words
