"""Targets by person, team, company and product, rolled up, and how far they are."""

import datetime as dt

import pytest

from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.errors import Invalid
from sanjing.modules.customers.models import Customer
from sanjing.modules.deals import covering, targeting
from sanjing.modules.deals.actions.win import win
from tests.support.making import make

MARCH = dt.date(2026, 3, 1)


def aim(by, at, **values):
    values = {"month": "2026-03-15", **values}
    return records.create(registry.get("target"), values, by=by, at=at)


def shown(person):
    deals = registry.get("deal").visible_to(person.actor)
    rows = targeting.progress(person.actor, deals, MARCH)
    return {row.label: row for row in rows}


def test_people_add_up_to_teams_and_the_company(make_deal, boss, manager, seller, other_seller, at):
    aim(boss.actor, at, amount="300000", user=seller.user.pk)
    aim(boss.actor, at, amount="100000", user=other_seller.user.pk)
    deal = make_deal(by=seller.actor, expected_close_date="2026-03-20", team=[
        {"user": seller.user.pk, "share": "75"}, {"user": other_seller.user.pk, "share": "25"},
    ])  # fmt: skip
    win(deal, by=seller.actor, at=at)
    make_deal(by=seller.actor, expected_close_date="2026-03-30", amount="420000")
    rows = shown(boss)
    assert (rows["林晓梅"].won, rows["吴海波"].won) == (90_000_00, 30_000_00)
    assert rows["一组"].target == 300_000_00
    assert (rows["销售部"].target, rows["销售部"].won) == (400_000_00, 120_000_00)
    assert (rows["全公司"].percent, rows["全公司"].left) == (30, 280_000_00)
    assert rows["林晓梅"].coverage == 2
    assert "30%" in boss.browser().get("/deals/progress/", {"month": "2026-03"}).content.decode()


def test_a_team_may_have_a_target_of_its_own(boss, seller, at):
    aim(boss.actor, at, amount="300000", user=seller.user.pk)
    aim(boss.actor, at, amount="500000", team=seller.user.team.parent_id)
    rows = shown(boss)
    assert (rows["一组"].target, rows["销售部"].target, rows["全公司"].target) == (
        300_000_00, 500_000_00, 500_000_00,
    )  # fmt: skip


def test_a_product_may_have_one(make_deal, boss, at):
    meter = make("product", name="涡轮表", price="100")
    aim(boss.actor, at, amount="1000", product=meter.pk)
    deal = make_deal(by=boss.actor, expected_close_date="2026-03-20", lines=[
        {"product": "涡轮表", "quantity": 3}, {"product_name": "安装", "unit_price": "90"},
    ])  # fmt: skip
    win(deal, by=boss.actor, at=at)
    deals = registry.get("deal").visible_to(boss.actor)
    (row,) = targeting.product_progress(boss.actor, deals, MARCH)
    assert (row.label, row.target, row.won, row.percent) == ("涡轮表", 1000_00, 300_00, 30)


def test_a_salesperson_sees_their_own_and_sets_none(boss, seller, other_seller, at):
    aim(boss.actor, at, amount="300000", user=seller.user.pk)
    aim(boss.actor, at, amount="100000", user=other_seller.user.pk)
    page = seller.browser().get("/targets/").content.decode()
    assert "林晓梅" in page and "吴海波" not in page
    assert seller.browser().get("/targets/new/").status_code == 403


def test_a_target_is_no_debt(boss, at):
    with pytest.raises(Invalid, match="不能是负数"):
        aim(boss.actor, at, amount="-1")


def test_customers_are_counted_by_city(make_deal, make_customer, boss, at):
    for number in range(3):
        make_customer(name=f"武汉{number}厂", by=boss.actor, region="420106")
    make_deal(by=boss.actor, customer=make_customer(name="有商机的厂", region="420106"))
    (city,) = covering.covered(boss.actor, "region", at)
    assert (city.code, city.customers, city.with_deals) == ("4201", 4, 1)


def test_in_one_city_they_are_counted_by_district_and_some_are_left_alone(
    make_deal, make_customer, boss, at
):
    near = [make_customer(name=f"武昌{n}厂", by=boss.actor, region="420106") for n in range(3)]
    make_customer(name="洪山厂", by=boss.actor, region="420111", grade="a")
    make_deal(by=boss.actor, customer=near[0])
    Customer.objects.filter(pk__in=[one.pk for one in near[:2]]).update(last_contacted_at=at)
    one, other = covering.covered(boss.actor, "region", at)
    assert (one.label, one.with_deals, one.spoken_to, one.left_alone) == ("武昌区", 1, 1, 1)
    assert (other.label, other.left_alone, other.percent) == ("洪山区", 1, 0)
    (grade,) = covering.covered(boss.actor, "grade", at)
    page = boss.browser().get("/deals/progress/", {"by": "grade"}).text
    assert grade.label in page and "有人跟进" in page
    listed = boss.browser().get(f"/customers/?{one.asked}").context["rows"]
    assert len(listed) == one.customers
