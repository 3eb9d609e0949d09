"""What the lines of a deal cost."""

import datetime as dt

import pytest

from sanjing.foundation.entities import records
from sanjing.foundation.entities.errors import Invalid
from sanjing.modules.deals.models import Deal, DealLine
from tests.support.making import make


@pytest.fixture
def meter(db, at):
    """Costs 260, and 250 in Hubei from this year on."""
    product = make("product", name="燃气表", price="260", at=at)
    make("listprice", product=product, region="42", price="250", starts_on="2026-01-01", at=at)
    return product


def prices():
    return list(DealLine.objects.order_by("deal", "position").values_list("unit_price", flat=True))


def test_a_line_without_a_price_takes_that_of_the_list_for_the_customer(
    make_deal, make_customer, meter
):
    lines = [{"product": "燃气表", "quantity": 2}, {"product": "燃气表", "unit_price": "255"}]
    make_deal(customer=make_customer(region="420106"), lines=lines)
    make_deal(customer=make_customer("外地客户", region="310101"), lines=lines)
    make_deal(customer=None, lines=lines)
    assert prices() == [250_00, 255_00, 260_00, 255_00, 260_00, 255_00]
    assert Deal.objects.first().amount == 755_00


def test_a_deal_of_the_past_has_the_price_of_its_last_day(make_deal, make_customer, stage, meter):
    make_deal(customer=make_customer(region="420106"), stage=stage("赢单").pk, closed_on="2025-06-01",
              lines=[{"product": "燃气表", "quantity": 1}])  # fmt: skip
    assert prices() == [260_00]


def test_what_was_agreed_stays_when_the_list_changes(make_deal, make_customer, boss, meter, at):
    deal = make_deal(customer=make_customer(region="420106"), lines=[{"product": "燃气表"}])
    make("listprice", product=meter, region="42", price="240", starts_on="2026-03-11", at=at)
    records.change(deal, {"note": "再谈"}, by=boss.actor, at=at + dt.timedelta(7))
    assert prices() == [250_00]


def test_goods_that_come_back_are_no_line_of_a_deal(make_deal, meter):
    with pytest.raises(Invalid, match="第 2 行：数量不能是负数"):
        make_deal(lines=[{"product": "燃气表"}, {"product": "燃气表", "quantity": "-1"}])
    assert not Deal.objects.exists()
