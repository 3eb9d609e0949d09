"""Saved views and chosen columns: the address is the view; mine are mine."""

from __future__ import annotations

import pytest
from django.test import Client

from sanjing.foundation.customization.models import SavedView
from sanjing.foundation.entities import registry
from tests.support.factories import make

pytestmark = pytest.mark.django_db
BACK = "/customers/?stage=potential&sort=-name&columns=name,stage"


def save(who, label: str, back: str = BACK, **more):
    query = back.partition("?")[2]
    return who.browser().post("/customers/views/new/", {"label": label, "query": query, **more})


def test_a_saved_view_leads_back_to_the_same_list(seller) -> None:
    response = save(seller, "潜在")
    assert response.status_code in (302, 303)
    view = SavedView.objects.get()
    page = seller.browser().get("/customers/")
    assert f"/customers/?{view.query}".replace("&", "&amp;") in page.content.decode()
    assert seller.browser().get(f"/customers/?{view.query}").status_code == 200


def test_a_view_is_seen_by_others_only_when_shared(seller, other_seller) -> None:
    save(seller, "只给自己")
    save(seller, "给大家", shared="on")
    page = other_seller.browser().get("/customers/").content.decode()
    assert "给大家" in page and "只给自己" not in page


def test_a_shared_view_shows_its_reader_only_what_they_may_see(seller, other_seller) -> None:
    entity = registry.get("customer")
    make(entity, seller.actor, name="长风饲料")
    save(seller, "给大家", shared="on")
    view = SavedView.objects.get()
    page = other_seller.browser().get(f"/customers/?{view.query}").content.decode()
    assert "长风饲料" not in page


def test_only_its_owner_or_an_administrator_deletes_a_view(seller, other_seller, admin) -> None:
    save(seller, "甲", shared="on")
    save(seller, "乙", shared="on")
    first, second = SavedView.objects.order_by("pk")
    url = f"/customers/views/{first.pk}/delete/"
    assert Client().post(url).status_code == 302
    assert other_seller.browser().post(url).status_code == 403
    assert SavedView.objects.count() == 2
    assert seller.browser().post(url).status_code == 303
    assert admin.browser().post(f"/customers/views/{second.pk}/delete/").status_code == 303
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("query", ["where={", "nothing__is=1", "sort=nothing"])
def test_a_view_that_cannot_be_asked_is_not_saved(seller, query) -> None:
    response = save(seller, "甲", f"/customers/?{query}")
    assert response.status_code in (400, 422)
    assert not SavedView.objects.exists()


def test_columns_are_shown_in_the_order_chosen(seller) -> None:
    chosen = {"back": BACK, "column": ["name", "phone", "stage"],
              "place-phone": "1", "place-stage": "2", "place-name": "3"}  # fmt: skip
    response = seller.browser().get("/customers/columns/", chosen)
    assert response.status_code == 303
    assert "columns=phone%2Cstage%2Cname" in response["Location"]
    assert "stage=potential" in response["Location"]
    page = seller.browser().get(response["Location"]).content.decode()
    head = page[page.index("<thead") : page.index("</thead")]
    assert head.index("电话") < head.index("阶段") < head.index("客户名称")
