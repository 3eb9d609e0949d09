"""GET /api/docs and /api/openapi.json"""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_strangers_may_read_what_the_code_offers() -> None:
    page = Client().get("/api/docs")
    assert page.status_code == 200
    assert "/api/customers/{id}" in page.content.decode()
    assert Client().get("/api/openapi.json").json()["openapi"].startswith("3.1")


def test_the_page_needs_no_script_of_its_own_and_nothing_from_elsewhere(boss) -> None:
    page = boss.browser().get("/api/docs").content.decode()
    assert "<script>" not in page and " style=" not in page and " on" + "click=" not in page
    assert "https://cdn" not in page


def test_what_a_person_may_not_know_of_is_not_described(make_person) -> None:
    nobody = make_person("nobody", "何路人")
    page = nobody.browser().get("/api/openapi.json").json()
    known = {path for path in page["paths"] if not path.startswith("/api/approvals")}
    assert known == {"/api/search", "/api/me"}


def test_the_root_leads_to_the_description() -> None:
    assert Client().get("/api/")["Location"] == "/api/docs"
