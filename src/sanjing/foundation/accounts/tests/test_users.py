"""Administering the people who may sign in."""

import pytest

from sanjing.foundation.accounts import actions, events
from sanjing.foundation.accounts.guards import AdministratorRequired, LastAdministrator
from sanjing.foundation.accounts.models import Role, User
from sanjing.foundation.accounts.queries import actor_for

from .conftest import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard():
    """The account events announced during a test."""
    names = []

    def listener(name, data, by, at):
        names.append((name, data, by.user_id))

    events.connect(listener)
    yield names
    events.disconnect(listener)


@pytest.fixture
def form(south):
    role = Role.objects.get(key="salesperson")
    return {"name": "赵敏", "username": "zhaomin", "team": south.pk, "roles": [role.pk]}


ADMINISTRATION = [
    "/settings/users/",
    "/settings/users/new/",
    "/settings/users/{pk}/",
    "/settings/teams/",
    "/settings/teams/{team}/",
    "/settings/roles/",
    "/settings/roles/{role}/",
]


@pytest.mark.parametrize("path", ADMINISTRATION)
def test_only_an_administrator_reaches_administration(
    sales_client, admin_client, salesperson, south, path
):
    path = path.format(pk=salesperson.pk, team=south.pk, role=Role.objects.first().pk)
    assert sales_client.get(path).status_code == 403
    assert admin_client.get(path).status_code == 200


@pytest.mark.parametrize("verb", ["deactivate", "reactivate", "password", "sign-out"])
def test_a_salesperson_cannot_do_anything_to_a_user(sales_client, administrator, verb):
    before = User.objects.values().get(pk=administrator.pk)
    answer = sales_client.post(f"/settings/users/{administrator.pk}/{verb}/")
    assert answer.status_code == 403
    assert User.objects.values().get(pk=administrator.pk) == before


def test_a_new_user_gets_a_password_shown_once_and_must_change_it(admin_client, form, client):
    page = admin_client.post("/settings/users/new/", form).content.decode()
    secret = page.split('<code class="user-select-all">')[1].split("<")[0]
    client.post("/login/", {"username": "zhaomin", "password": secret})
    assert client.get("/account/")["Location"] == "/account/password/"


@pytest.mark.parametrize("taken", ["liqiang", "LiQiang"])
def test_a_taken_log_in_name_is_said_once(admin_client, form, salesperson, taken):
    answer = admin_client.post("/settings/users/new/", form | {"username": taken})
    assert answer.status_code == 422
    assert answer.content.decode().count("这个登录名已有人使用。") == 1
    assert User.objects.count() == 2


def test_changing_a_user_leaves_the_difference(admin_client, salesperson, form, heard):
    admin_client.post(f"/settings/users/{salesperson.pk}/", form)
    name, data, _ = heard[-1]
    assert name == "user_changed"
    assert data["changes"] == {"username": ["liqiang", "zhaomin"], "name": ["李强", "赵敏"]}


def test_a_deactivated_user_is_out_at_once(admin_client, sales_client, salesperson, heard):
    admin_client.post(f"/settings/users/{salesperson.pk}/deactivate/")
    assert sales_client.get("/account/").status_code == 302
    assert not salesperson.sessions.exists()
    assert heard[-1][0] == "user_deactivated"


def test_a_reset_password_ends_all_sessions(admin_client, sales_client, salesperson, password):
    page = admin_client.post(f"/settings/users/{salesperson.pk}/password/").content.decode()
    salesperson.refresh_from_db()
    assert not salesperson.check_password(password) and salesperson.must_change_password
    assert salesperson.check_password(page.split('user-select-all">')[1].split("<")[0])
    assert sales_client.get("/account/").status_code == 302


def test_an_administrator_signs_a_user_out_everywhere(admin_client, sales_client, salesperson):
    phone = signed_in(salesperson)
    admin_client.post(f"/settings/users/{salesperson.pk}/sign-out/")
    assert {phone.get("/account/").status_code, sales_client.get("/account/").status_code} == {302}


def test_nobody_deactivates_themselves(admin_client, administrator):
    answer = admin_client.post(f"/settings/users/{administrator.pk}/deactivate/", follow=True)
    assert "不能停用自己的账号" in answer.content.decode()
    assert User.objects.get(pk=administrator.pk).is_active


def test_the_last_administrator_keeps_the_role(admin_client, administrator, form):
    answer = admin_client.post(f"/settings/users/{administrator.pk}/", form)
    assert "最后一位管理员" in answer.content.decode()
    administrator.refresh_from_db()
    assert administrator.username == "wangfang"
    assert administrator.roles.get().key == "administrator"


def test_actions_refuse_who_is_no_administrator(salesperson, administrator, at, heard):
    seller = actor_for(salesperson)
    with pytest.raises(AdministratorRequired):
        actions.create_user(username="x", name="x", password="Bailu-0908", by=seller, at=at)
    with pytest.raises(AdministratorRequired):
        actions.change_user(salesperson, {"name": "Boss"}, by=seller, at=at)
    with pytest.raises(AdministratorRequired):
        actions.reset_password(administrator, by=seller, at=at)
    assert User.objects.count() == 2 and not heard


def test_the_last_administrator_cannot_be_deactivated_by_the_program_either(
    administrator, by, salesperson, at
):
    salesperson.roles.add(Role.objects.get(key="administrator"))
    actions.deactivate_user(administrator, by=actor_for(salesperson), at=at)
    with pytest.raises(LastAdministrator):
        actions.deactivate_user(salesperson, by=by, at=at)
    assert User.objects.get(pk=salesperson.pk).is_active


def test_the_list_is_searched_by_name_log_in_name_and_phone(admin_client, salesperson):
    User.objects.filter(pk=salesperson.pk).update(phone="13800001234")
    for wanted in ("李", "liq", "1234"):
        page = admin_client.get("/settings/users/", {"q": wanted}).content.decode()
        assert f"/settings/users/{salesperson.pk}/" in page
    assert "没有符合的用户" in admin_client.get("/settings/users/?q=nobody").content.decode()


def test_the_list_costs_the_same_for_one_and_many(
    admin_client, form, by, at, django_assert_max_num_queries
):
    for number in range(12):
        user = User.objects.create(username=f"u{number}", name="员工", team_id=form["team"])
        user.roles.set(form["roles"])
    with django_assert_max_num_queries(9):
        admin_client.get("/settings/users/")
