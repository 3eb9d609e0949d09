"""Prices by region, class of customer and day, and which of them applies."""

import datetime as dt

import pytest

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.errors import Forbidden, Invalid
from sanjing.modules.products.models import ListPrice, Product
from sanjing.modules.products.pricing import Terms, choose
from sanjing.modules.products.queries import price_for

AT = dt.datetime(2026, 3, 10, tzinfo=dt.UTC)
BY = system_actor("测试")
MARCH = dt.date(2026, 3, 15)
WUHAN = "420106"


@pytest.fixture
def meter(db):
    values = {"name": "民用燃气表 G4", "reference": "M-G4", "price": "260"}
    return records.create(registry.get("product"), values, by=BY, at=AT)


@pytest.fixture
def listed(meter):
    def add(price: str, by=BY, **values):
        values = {"product": meter, "price": price, "starts_on": "2026-01-01", **values}
        return records.create(registry.get("listprice"), values, by=by, at=AT)

    return add


def customer(**values):
    values = {"name": "江城商贸", "region": WUHAN, **values}
    return records.create(registry.get("customer"), values, by=BY, at=AT)


def amount(product: Product, who, on: dt.date = MARCH) -> int:
    found = price_for(product, who, on)
    assert found is not None
    return found.amount


def test_without_a_list_the_usual_price_applies(meter):
    found = price_for(meter, customer(), MARCH)
    assert found is not None and (found.amount, found.terms) == (260_00, None)


def test_the_narrower_region_wins(meter, listed):
    for price, region in (("255", ""), ("250", "42"), ("245", "4201"), ("240", "420106")):
        listed(price, region=region)
    assert amount(meter, customer()) == 240_00
    assert amount(meter, customer(region="420102")) == 245_00
    assert amount(meter, customer(region="420500")) == 250_00
    assert amount(meter, customer(region="440100")) == 255_00
    assert amount(meter, None) == 255_00


def test_the_region_counts_before_the_class_and_the_class_before_everybody(meter, listed):
    listed("250", region="42")
    listed("230", customer_class="经销商")
    assert amount(meter, customer(tags=["经销商"])) == 250_00
    listed("220", region="42", customer_class="经销商")
    assert amount(meter, customer(tags=["老客户", "经销商"])) == 220_00
    assert amount(meter, customer(tags=["老客户"])) == 250_00


def test_a_price_holds_on_its_first_and_its_last_day(meter, listed):
    listed("250", starts_on="2026-03-01", ends_on="2026-03-31")
    days = {dt.date(2026, 2, 28): 260_00, dt.date(2026, 3, 1): 250_00,
            dt.date(2026, 3, 31): 250_00, dt.date(2026, 4, 1): 260_00}  # fmt: skip
    assert {day: amount(meter, None, day) for day in days} == days


def test_the_grade_of_a_customer_changes_no_price(meter, listed):
    listed("230", customer_class="经销商")
    assert {amount(meter, customer(grade=grade)) for grade in "abc"} == {260_00}


def test_a_price_in_the_bin_applies_no_more(meter, listed):
    records.remove(listed("250"), by=BY, at=AT)
    assert amount(meter, None) == 260_00


def test_of_two_that_began_the_later_applies():
    early = Terms(9, 1, "", "", dt.date(2026, 1, 1))
    late = Terms(1, 2, "", "", dt.date(2026, 2, 1))
    assert choose([early, late], region="", classes=(), on=MARCH) == late


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({}, "starts_on", "已有从这天起的价格"),
        ({"starts_on": "2026-03-01", "ends_on": "2026-02-01", "region": "44"}, "ends_on", "早于"),
        ({"price": "-1", "region": "44"}, "price", "不能小于零"),
    ],
)
def test_a_price_that_makes_no_sense_is_refused(listed, values, field, sentence):
    listed("250")
    with pytest.raises(Invalid, match=sentence) as refused:
        listed(values.pop("price", "240"), **values)
    assert list(refused.value.errors) == [field]
    assert ListPrice.objects.count() == 1


def test_a_new_price_needs_no_end_of_the_old_and_a_short_one_gives_way(meter, listed):
    listed("250")
    listed("199", starts_on="2026-03-01", ends_on="2026-03-31")
    listed("245", starts_on="2026-05-01")
    assert amount(meter, None, dt.date(2026, 3, 15)) == 199_00
    assert amount(meter, None, dt.date(2026, 4, 1)) == 250_00
    assert amount(meter, None, dt.date(2026, 5, 1)) == 245_00


def test_the_form_asks_for_the_price_while_it_is_typed(seller, other_seller, meter, listed):
    listed("250", region="42")
    mine = records.create(
        registry.get("customer"), {"name": "我的客户", "region": WUHAN}, by=seller.actor, at=AT
    )
    asked = {"product": "民用燃气表 G4", "customer": mine.pk, "on": "2026-03-15"}
    assert seller.browser().get("/products/price/", asked).json()["price"] == "250.00"
    by_number = asked | {"product": meter.reference}
    assert seller.browser().get("/products/price/", by_number).json()["price"] == "250.00"
    theirs = {"name": "别人的客户", "region": WUHAN}
    asked["customer"] = records.create(
        registry.get("customer"), theirs, by=other_seller.actor, at=AT
    ).pk
    assert seller.browser().get("/products/price/", asked).json()["price"] == "260.00"
    asked = {"product": "没有的东西", "customer": "9" * 30, "on": "胡说"}
    assert seller.browser().get("/products/price/", asked).json()["price"] == ""


def test_a_salesperson_sets_no_prices(seller, listed, meter):
    with pytest.raises(Forbidden):
        listed("1", by=seller.actor)
    assert not ListPrice.objects.exists()
