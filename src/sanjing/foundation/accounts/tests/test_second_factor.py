"""A second step for those who want it: codes of an app, each good once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sanjing.foundation.accounts import actions, totp
from sanjing.foundation.accounts.actions.confirm_second_factor import WrongCode
from sanjing.foundation.accounts.guards import AdministratorRequired
from sanjing.foundation.accounts.models import SecondFactor, UserSession
from sanjing.foundation.accounts.queries import actor_for

pytestmark = pytest.mark.django_db
RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


@pytest.fixture
def guarded(salesperson, administrator):
    """李强 with an app that was confirmed a minute ago, and the recovery codes."""
    before, by = timezone.now() - timedelta(minutes=1), actor_for(salesperson)
    factor = actions.start_second_factor(salesperson, by=by, at=before)
    code = totp.code_at(factor.secret, totp.step_at(before))
    return salesperson, actions.confirm_second_factor(salesperson, code=code, by=by, at=before)


def code_now(user):
    return totp.code_at(user.second_factor.secret, totp.step_at(timezone.now()))


def give_password(client, password):
    return client.post(
        "/login/", {"username": "liqiang", "password": password, "next": "/account/"}
    )


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_codes_are_those_of_rfc_6238(seconds, code):
    assert totp.code_at(RFC_SECRET, seconds // 30) == code


def test_a_code_of_the_half_minute_before_or_after_is_taken_others_are_not(at):
    now = totp.step_at(at)
    taken = [
        step - now
        for step in range(now - 4, now + 5)
        if totp.matching_step(RFC_SECRET, totp.code_at(RFC_SECRET, step), at=at, after=0)
    ]
    assert taken == [-1, 0, 1]


def test_the_password_alone_opens_nothing(client, guarded, password):
    answer = give_password(client, password)
    assert answer["Location"] == "/login/code/?next=%2Faccount%2F"
    assert client.get("/account/").status_code == 302
    assert not UserSession.objects.exclude(user=None).exists()


def test_the_code_opens_and_leads_where_the_person_wanted(client, guarded, password):
    give_password(client, password)
    answer = client.post("/login/code/", {"code": code_now(guarded[0]), "next": "/account/"})
    assert answer["Location"] == "/account/"
    assert client.get("/account/").status_code == 200


def test_a_code_opens_once(client, guarded, password):
    code = code_now(guarded[0])
    give_password(client, password)
    client.post("/login/code/", {"code": code})
    client.post("/logout/")
    give_password(client, password)
    answer = client.post("/login/code/", {"code": code})
    assert answer.status_code == 422
    assert "验证码不对或已用过" in answer.content.decode()


def test_a_recovery_code_opens_once(guarded, at):
    user, recovery = guarded
    actions.use_second_factor(user, code=recovery[0].upper(), at=at)
    with pytest.raises(WrongCode):
        actions.use_second_factor(user, code=recovery[0], at=at)
    assert recovery[1] not in str(SecondFactor.objects.values_list().get())


def test_guessing_codes_is_slowed(client, guarded, password):
    give_password(client, password)
    for _ in range(5):
        client.post("/login/code/", {"code": "000000"})
    answer = client.post("/login/code/", {"code": code_now(guarded[0])})
    assert "次数太多" in answer.content.decode()


def test_without_a_password_a_moment_ago_there_is_no_second_step(client, guarded, password):
    assert client.get("/login/code/")["Location"] == "/login/"
    give_password(client, password)
    session = client.session
    session["held"] = session["held"] | {"at": session["held"]["at"] - 301}
    session.save()
    answer = client.post("/login/code/", {"code": code_now(guarded[0])})
    assert answer["Location"] == "/login/"


def test_the_page_sets_it_up_and_shows_the_recovery_codes(sales_client, salesperson):
    page = sales_client.get("/account/second-factor/").content.decode()
    secret = salesperson.second_factor.secret
    assert secret in page and "data:image/svg+xml" in page
    assert sales_client.post("/account/second-factor/", {"code": "000000"}).status_code == 422
    salesperson.second_factor.refresh_from_db()
    assert salesperson.second_factor.secret == secret
    answer = sales_client.post("/account/second-factor/", {"code": code_now(salesperson)})
    assert answer.content.decode().count("<li><code>") == 8
    assert secret not in sales_client.get("/account/second-factor/").content.decode()


def test_switching_off_needs_a_code(sales_client, guarded):
    sales_client.post("/account/second-factor/end/", {"code": "000000"})
    assert SecondFactor.objects.exists()
    sales_client.post("/account/second-factor/end/", {"code": code_now(guarded[0])})
    assert not SecondFactor.objects.exists()


def test_an_administrator_helps_who_lost_the_phone_and_nobody_else_does(
    admin_client, administrator, guarded, at
):
    with pytest.raises(AdministratorRequired):
        actions.remove_second_factor(administrator, by=actor_for(guarded[0]), at=at)
    admin_client.post(f"/settings/users/{guarded[0].pk}/second-factor/end/")
    assert not SecondFactor.objects.exists()
