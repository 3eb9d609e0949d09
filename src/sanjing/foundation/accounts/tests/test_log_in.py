"""The log-in page: who gets in, who does not, and what they are told."""

from datetime import timedelta

import pytest
from django.contrib.auth import hashers
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sanjing.foundation.accounts.models import LoginAttempt, UserSession

pytestmark = pytest.mark.django_db


def log_in(client, username, password, **extra):
    return client.post("/login/", {"username": username, "password": password, **extra})


def test_the_right_password_opens_the_first_page(client, salesperson, administrator, password):
    answer = log_in(client, "liqiang", password)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/account/").status_code == 200


def test_the_case_of_the_name_does_not_matter(client, salesperson, administrator, password):
    assert log_in(client, "LiQiang", password).status_code == 302


def test_a_wrong_password_gets_a_sentence_and_no_session(client, salesperson, administrator):
    answer = log_in(client, "liqiang", "wrong")
    assert answer.status_code == 422
    assert "登录名或密码不对" in answer.content.decode()
    assert not UserSession.objects.exists()


def test_an_unknown_name_reads_the_same_and_costs_one_hash(client, administrator, monkeypatch):
    hashed = []
    original = hashers.get_hasher("default").__class__.encode
    monkeypatch.setattr(
        hashers.get_hasher("default").__class__,
        "encode",
        lambda self, password, salt: hashed.append(1) or original(self, password, salt),
    )
    known = log_in(client, "wangfang", "wrong").content.decode().replace("wangfang", "X")
    cost_of_known = len(hashed)
    unknown = log_in(client, "nobody", "wrong").content.decode().replace("nobody", "X")
    assert "登录名或密码不对" in unknown and "登录名或密码不对" in known
    assert len(hashed) - cost_of_known == 1


def test_a_deactivated_user_is_told_nothing_special(client, salesperson, administrator, password):
    salesperson.is_active = False
    salesperson.save()
    answer = log_in(client, "liqiang", password)
    assert answer.status_code == 422
    assert "登录名或密码不对" in answer.content.decode()


def test_strangers_are_sent_to_the_log_in_page_from_everywhere(client, administrator):
    answer = client.get("/account/?tab=2")
    assert answer["Location"] == "/login/?next=%2Faccount%2F%3Ftab%3D2"


def test_a_fragment_request_moves_the_whole_page(client, administrator):
    answer = client.get(
        "/account/",
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/customers/17/?a=1"},
    )
    assert answer.status_code == 401
    assert answer["HX-Redirect"] == "/login/?next=%2Fcustomers%2F17%2F%3Fa%3D1"


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", r"\\evil.example", "javascript:alert(1)"]
)
def test_next_never_leads_off_the_site(client, salesperson, administrator, password, target):
    assert log_in(client, "liqiang", password, next=target)["Location"] == "/"


def test_next_leads_back_to_the_page_that_was_wanted(client, salesperson, administrator, password):
    assert log_in(client, "liqiang", password, next="/account/?x=1")["Location"] == "/account/?x=1"


def test_the_session_key_changes_at_log_in(client, salesperson, administrator, password):
    session = client.session
    session["planted"] = "yes"
    session.save()
    before = session.session_key
    log_in(client, "liqiang", password)
    assert client.session.session_key != before
    assert "planted" not in client.session


def test_a_session_lasts_twelve_hours_or_thirty_days(salesperson, administrator, password):
    for remember, days in (("", 0.5), ("on", 30)):
        client = Client()
        log_in(client, "liqiang", password, remember=remember)
        row = UserSession.objects.get(session_key=client.session.session_key)
        assert row.user == salesperson
        assert abs(row.expire_date - timezone.now() - timedelta(days=days)) < timedelta(minutes=1)


def test_an_expired_session_is_refused(sales_client, salesperson):
    salesperson.sessions.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert sales_client.get("/account/").status_code == 302


def test_forms_without_a_csrf_token_are_refused(salesperson, administrator, password):
    client = Client(enforce_csrf_checks=True)
    assert log_in(client, "liqiang", password).status_code == 403
    assert not UserSession.objects.exists()


def test_log_out_ends_the_session_and_needs_a_post(sales_client, salesperson):
    assert sales_client.get(reverse("accounts:logout")).status_code == 405
    sales_client.post(reverse("accounts:logout"))
    assert not salesperson.sessions.exists()
    assert sales_client.get("/account/").status_code == 302


def test_without_an_administrator_the_page_points_to_the_terminal(client, salesperson, password):
    answer = client.get("/account/", follow=True)
    assert "终端" in answer.content.decode()
    assert log_in(client, "liqiang", password).status_code == 200
    assert not UserSession.objects.exists()


def test_the_name_typed_is_not_stored_in_clear(client, administrator):
    log_in(client, "my-secret-by-mistake", "x")
    assert "my-secret" not in str(LoginAttempt.objects.values_list().get())
