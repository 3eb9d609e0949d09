"""My account: profile, password, devices, tokens."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from sanjing.foundation.accounts.models import ApiToken, User, UserSession

from .conftest import signed_in

pytestmark = pytest.mark.django_db
NEW = "Guyu-rain-2207"


def change(client, old, new, again=None):
    return client.post("/account/password/", {"old": old, "password": new, "again": again or new})


def test_the_page_shows_my_devices_and_tokens(sales_client):
    page = sales_client.get("/account/").content.decode()
    assert "这台设备" in page and "新建令牌" in page


def test_name_and_language_are_saved_and_speak_at_once(sales_client, salesperson):
    answer = sales_client.post("/account/", {"name": "李大强", "language": "en"})
    assert answer.status_code == 302
    salesperson.refresh_from_db()
    assert (salesperson.name, salesperson.language) == ("李大强", "en")
    assert 'lang="en"' in sales_client.get("/account/").content.decode()


def test_a_wrong_address_is_said_beside_the_field(sales_client, salesperson):
    answer = sales_client.post("/account/", {"name": "李强", "email": "not-an-address"})
    assert answer.status_code == 422
    assert "invalid-feedback" in answer.content.decode()


def test_a_new_password_signs_out_the_other_devices_only(sales_client, salesperson, password):
    phone = signed_in(salesperson)
    assert change(sales_client, password, NEW).status_code == 302
    assert sales_client.get("/account/").status_code == 200
    assert phone.get("/account/").status_code == 302
    assert User.objects.get(pk=salesperson.pk).check_password(NEW)


@pytest.mark.parametrize(
    ("new", "reason"),
    [("Ab1-xyz", "8"), ("password123", "常见"), ("liqiang88", "登录名"), ("Qingming-4815", "不同")],
)
def test_a_weak_password_is_refused_with_its_reason(
    sales_client, salesperson, password, new, reason
):
    answer = change(sales_client, password, new)
    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert User.objects.get(pk=salesperson.pk).check_password(password)


def test_the_present_password_must_be_known_and_guessing_it_is_slowed(sales_client, password):
    for _ in range(5):
        assert "现在的密码不对" in change(sales_client, "wrong", NEW).content.decode()
    assert "次数太多" in change(sales_client, password, NEW).content.decode()


def test_a_given_password_must_be_changed_before_anything_else(sales_client, salesperson, password):
    User.objects.filter(pk=salesperson.pk).update(must_change_password=True)
    assert sales_client.get("/account/")["Location"] == "/account/password/"
    change(sales_client, password, NEW)
    assert sales_client.get("/account/").status_code == 200


def test_a_revoked_device_is_out_at_once(sales_client, salesperson):
    phone = signed_in(salesperson)
    handle = UserSession.objects.get(session_key=phone.session.session_key).handle
    sales_client.post(f"/account/sessions/{handle}/end/")
    assert phone.get("/account/").status_code == 302
    assert sales_client.get("/account/").status_code == 200


def test_nobody_ends_another_persons_session(sales_client, admin_client, administrator):
    handle = administrator.sessions.get().handle
    assert sales_client.post(f"/account/sessions/{handle}/end/").status_code == 404
    assert admin_client.get("/account/").status_code == 200


def test_the_page_never_shows_a_session_key(sales_client):
    key = sales_client.session.session_key
    assert key not in sales_client.get("/account/").content.decode()


def test_a_token_is_shown_once_and_stored_as_a_digest(sales_client, salesperson):
    page = sales_client.post(
        "/account/tokens/new/", {"name": "官网", "scope": "read", "days": "90"}
    ).content.decode()
    token = salesperson.tokens.get()
    secret = page.split('<code class="user-select-all text-break">')[1].split("<")[0]
    assert secret.startswith(token.prefix) and len(secret) > 40
    assert secret not in str(list(ApiToken.objects.values_list()))
    assert secret not in sales_client.get("/account/").content.decode()
    assert token.scopes == ["read"] and token.expires_at > timezone.now()


def test_only_my_own_token_can_be_revoked_by_me(sales_client, admin_client, salesperson):
    sales_client.post("/account/tokens/new/", {"name": "官网", "scope": "write", "days": "0"})
    token = salesperson.tokens.get()
    assert admin_client.post(f"/account/tokens/{token.pk}/end/").status_code == 404
    assert ApiToken.objects.get().revoked_at is None
    sales_client.post(f"/account/tokens/{token.pk}/end/")
    assert ApiToken.objects.get().revoked_at is not None


def test_forms_of_a_signed_in_person_need_the_csrf_token(salesperson, administrator):
    client = Client(enforce_csrf_checks=True)
    client.force_login(salesperson)
    assert client.post("/account/", {"name": "Mallory"}).status_code == 403
    assert User.objects.get(pk=salesperson.pk).name == "李强"


SOME = {"name": "网店", "scope": "some", "days": "0"}


def test_a_token_can_be_limited_to_some_record_types(sales_client, salesperson):
    sales_client.post("/account/tokens/new/", SOME | {"on_orders": "write", "on_customers": "read"})
    token = salesperson.tokens.get()
    assert token.scopes == ["customers:read", "orders:read", "orders:write"]
    page = sales_client.get("/account/").content.decode()
    assert "客户：只读" in page and "订单：读和写" in page and "产品：" not in page


@pytest.mark.parametrize(
    "given", [{}, {"on_orders": ""}, {"on_users": "write"}, {"on_orders": "all"}]
)
def test_a_token_that_opens_nothing_is_refused_in_words(sales_client, salesperson, given):
    answer = sales_client.post("/account/tokens/new/", SOME | given)
    assert answer.status_code == 422
    assert not salesperson.tokens.exists()


def test_what_is_chosen_for_single_types_does_not_widen_a_general_scope(sales_client, salesperson):
    data = SOME | {"scope": "read", "on_orders": "write"}
    sales_client.post("/account/tokens/new/", data)
    assert salesperson.tokens.get().scopes == ["read"]


def test_a_limited_token_opens_what_it_says_and_no_more(sales_client, salesperson, at):
    page = sales_client.post("/account/tokens/new/", SOME | {"on_customers": "read"})
    secret = re.search(r"sj_[\w-]{30,}", page.content.decode())[0]
    program = Client(headers={"Authorization": f"Bearer {secret}"})
    assert program.get("/api/customers").status_code == 200
    assert program.get("/api/orders").status_code == 403
    made = program.post("/api/customers", {"name": "长风"}, content_type="application/json")
    assert (made.status_code, made.json()["scope"]) == (403, "customers:write")
