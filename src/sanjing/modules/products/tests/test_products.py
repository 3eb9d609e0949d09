"""The catalogue."""

import datetime as dt

import pytest

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.errors import Forbidden
from sanjing.modules.products.models import Product

AT = dt.datetime(2026, 3, 10, tzinfo=dt.UTC)
VALUES = {"name": "民用燃气表 G4", "reference": "M-G4", "price": "260", "category": "计量"}


@pytest.fixture
def product(db):
    return records.create(registry.get("product"), VALUES, by=system_actor("测试"), at=AT)


def test_the_boss_adds_a_product_in_the_form(boss):
    answer = boss.browser().post("/products/new/", {**VALUES, "active": "on"})
    assert answer.status_code == 303
    assert Product.objects.get().price == 260_00


def test_a_product_is_found_by_its_number_and_by_initials(seller, product):
    for words in ("M-G4", "myrqb", "燃气"):
        assert "民用燃气表 G4" in seller.browser().get(f"/products/?q={words}").content.decode()


def test_a_salesperson_reads_prices_and_does_not_set_them(seller, product):
    with pytest.raises(Forbidden):
        records.change(product, {"price": "1"}, by=seller.actor, at=AT)
    assert Product.objects.get().price == 260_00


def test_two_products_cannot_share_a_number(boss, product):
    answer = boss.browser().post("/products/new/", VALUES)
    assert answer.status_code == 422
    assert Product.objects.count() == 1
