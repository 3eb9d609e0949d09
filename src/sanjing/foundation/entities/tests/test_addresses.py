"""What people and programs may write into an address, and where it must not lead."""

import pytest

from sanjing.foundation.entities import registry
from tests.support.factories import make

pytestmark = pytest.mark.django_db
CUSTOMER = registry.get("customer")
ENDLESS = "9" * 5000


@pytest.mark.parametrize(
    "elsewhere",
    ["//evil.example", "/\\evil.example", "/\t/evil.example", "/\n/evil.example", "https://evil.example"],
)  # fmt: skip
def test_next_stays_on_this_site(boss, elsewhere) -> None:
    record = make(CUSTOMER, boss.actor)
    page = boss.browser().get(f"/customers/{record.pk}/edit/", {"next": elsewhere}).text
    assert f'"{elsewhere}"' not in page and 'name="next" value=""' in page
    saved = boss.browser().post(
        f"/customers/{record.pk}/edit/", {"next": elsewhere, "name": "长风"},
        headers={"HX-Request": "true"},
    )  # fmt: skip
    assert saved.headers["HX-Redirect"] == f"/customers/{record.pk}/"


def test_next_leads_back_to_a_page_of_ours(boss) -> None:
    record = make(CUSTOMER, boss.actor)
    data = {"next": "/customers/?stage=new", "name": "长风"}
    assert boss.browser().post(f"/customers/{record.pk}/edit/", data).url == "/customers/?stage=new"


@pytest.mark.parametrize("number", [ENDLESS, "²", "9" * 25])
def test_no_number_is_too_long_for_an_answer(boss, number) -> None:
    record, browser = make(CUSTOMER, boss.actor), boss.browser()
    asked = [
        f"/customers/?limit={number}", f"/customers/?parent={number}", f"/customers/?owner={number}",
        f"/customers/{record.pk}/timeline/?before={number}", f"/api/customers?limit={number}",
        f"/api/customers/{record.pk}/history?before={number}", f"/customers/new/?parent={number}",
        f"/customers/columns/?back=/customers/&column=name&place-name={number}",
    ]  # fmt: skip
    assert {address: browser.get(address).status_code for address in asked} == {
        address: pytest.approx(300, abs=122) for address in asked
    }
    ticked = browser.post("/customers/bulk/", {"verb": "remove", "ids": [number, record.pk]})
    assert ticked.status_code == 303
    record.refresh_from_db()
    assert record.removed_at is not None


def test_a_question_about_no_number_is_answered_in_words(boss) -> None:
    refused = boss.browser().get("/api/customers?owner=abc")
    assert refused.status_code == 400
    assert refused.json()["detail"] == "负责人：没有这个编号"
