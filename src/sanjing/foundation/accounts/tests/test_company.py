"""The company's name is asked for at the start and stands on every page."""

import pytest
from django.test import Client

from sanjing.foundation.accounts import company
from sanjing.foundation.accounts.actions import name_company
from sanjing.foundation.accounts.guards import AdministratorRequired
from sanjing.foundation.accounts.models import Company
from sanjing.foundation.accounts.queries import actor_for
from sanjing.foundation.accounts.welcome import welcome_path

pytestmark = pytest.mark.django_db
NAME = "江城<燃气>"
SHOWN = "江城&lt;燃气&gt;"


@pytest.fixture(autouse=True)
def nothing_kept():
    """What one test names must not stand on the pages of the next."""
    company.kept.forget()
    yield
    company.kept.forget()


def test_the_first_administrator_names_the_company(client):
    form = {"company": f" {NAME} ", "name": "王芳", "username": "wangfang"}
    path = welcome_path()
    assert 'name="company"' in client.get(path).text
    client.post(path, form | {"password": "Bailu-dew-0908", "again": "Bailu-dew-0908"})
    assert Company.objects.get().name == NAME
    assert f"· {SHOWN}</title>" in client.get("/account/").text
    assert SHOWN in Client().get("/login/").text


def test_a_company_without_a_name_is_called_by_the_program(admin_client):
    assert "· 三境</title>" in admin_client.get("/account/").text


def test_an_administrator_changes_the_name_at_once(admin_client):
    admin_client.post("/settings/company/", {"name": "旧名"})
    admin_client.get("/account/")
    assert admin_client.post("/settings/company/", {"name": NAME}).status_code == 302
    page = admin_client.get("/account/").text
    assert SHOWN in page and "旧名" not in page
    assert Company.objects.count() == 1
    assert admin_client.post("/settings/company/", {"name": "长" * 61}).status_code == 422


def test_nobody_else_names_the_company(sales_client, salesperson, at):
    assert sales_client.post("/settings/company/", {"name": NAME}).status_code == 403
    with pytest.raises(AdministratorRequired):
        name_company(NAME, by=actor_for(salesperson), at=at)
    assert not Company.objects.exists()


def test_a_change_elsewhere_is_seen_after_a_moment(admin_client, monkeypatch):
    admin_client.get("/account/")
    Company.objects.create(name=NAME)
    assert SHOWN not in admin_client.get("/account/").text
    monkeypatch.setattr(company, "LOOK_AGAIN", -1.0)
    assert SHOWN in admin_client.get("/account/").text
