"""Guessing passwords becomes slow, for one account and for one address."""

from datetime import timedelta

import pytest

from sanjing.foundation.accounts import throttle
from sanjing.foundation.accounts.forms.log_in import in_words
from sanjing.foundation.accounts.models import LoginAttempt

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


def test_the_addresses_of_one_ipv6_network_count_as_one(at):
    for number in range(5):
        throttle.open_attempt("liqiang", f"2001:db8::{number + 1}", at=at)
    assert refusal(at, ip="2001:db8::ffff") == timedelta(seconds=30)
    throttle.open_attempt("liqiang", "2001:db8:0:1::1", at=at)


def test_an_ipv4_address_in_ipv6_clothes_counts_as_itself(at):
    fail(5, at)
    assert refusal(at, ip=f"::ffff:{HERE}") == timedelta(seconds=30)
    throttle.forgive("liqiang", f"::ffff:{HERE}")
    throttle.open_attempt("liqiang", HERE, at=at)


def test_tries_from_many_addresses_count_together_where_the_password_was_right(at):
    for number in range(5):
        throttle.open_attempt("code", f"192.0.2.{number + 10}", anywhere=True, at=at)
    with pytest.raises(throttle.TooManyAttempts):
        throttle.open_attempt("code", THERE, anywhere=True, at=at)
    throttle.forgive("code", THERE, anywhere=True)
    throttle.open_attempt("code", THERE, anywhere=True, at=at)


FORWARDED = "6.6.6.6, 198.51.100.7"


@pytest.mark.parametrize(
    ("proxies", "counted"), [(0, "127.0.0.1"), (1, "198.51.100.7"), (3, "127.0.0.1")]
)
def test_what_a_client_writes_before_the_proxies_is_not_believed(
    client, settings, administrator, proxies, counted
):
    settings.TRUSTED_PROXIES = proxies
    data = {"username": "liqiang", "password": "wrong"}
    client.post("/login/", data, headers={"X-Forwarded-For": FORWARDED})
    assert LoginAttempt.objects.get().ip == counted
