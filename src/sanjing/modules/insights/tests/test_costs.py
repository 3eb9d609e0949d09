"""服务成本: what is kept of the year with each customer, added up for who looks at it."""

import datetime as dt

import pytest
from django.db.models import Sum

from sanjing.foundation.entities import batches, registry
from sanjing.modules.customers.models import Customer
from sanjing.modules.insights.costs import Reading
from sanjing.modules.insights.tests.conftest import AT, SYSTEM, TODAY
from sanjing.modules.scores.actions import score
from sanjing.modules.scores.actions.score import ask, carry_out
from sanjing.modules.scores.models import CustomerScore, CustomerYear
from sanjing.modules.scores.rates import rates
from tests.support import cast


@pytest.fixture
def served(db, monkeypatch):
    """A dozen buyers of 100 元, the first of them the seller's and visited every week, and one never won."""
    monkeypatch.setattr(score, "MONTHS", 0)
    people = {
        "boss": cast.person("boss", "钱总", role="owner"),
        "seller": cast.person("seller", "林晓梅", role="salesperson", team=cast.team("一组")),
    }
    names = [
        {"name": f"瓷厂{n:02d}", "owner": people["seller" if n == 0 else "boss"].user}
        for n in range(13)
    ]
    customers = make("customer", names)
    orders = [
        {"customer": one, "ordered_on": TODAY.isoformat(), "amount": "10000"}
        for one in customers[:12]
    ]
    make("order", orders)
    visits = [(customers[0], week) for week in range(1, 41)] + [(customers[12], 3)]
    make("activity", [
        {"customer": one, "kind": "visit", "happened_at": AT - dt.timedelta(7 * week), "summary": "上门"}
        for one, week in visits
    ])  # fmt: skip
    told = {"name": "要换一批表", "heard_from": "采购员"}
    make("needsignal", [
        told | {"customer": customers[1], "yearly_need": "90000", "noticed_on": "2020-01-01"},
        told | {"customer": customers[1], "yearly_need": "40000"},
        told | {"customer": customers[2], "yearly_need": "8000"},
        told | {"customer": customers[12], "yearly_need": "5000", "noticed_on": "2020-01-01"},
    ])  # fmt: skip
    carry_out(ask(at=AT), at=AT)
    return people | {"customers": customers}


def make(entity, rows):
    outcome = batches.create_many(registry.get(entity), rows, by=SYSTEM, at=AT)
    assert not outcome.refused
    return list(outcome.created.values())


def test_the_page_adds_up_what_the_reader_sees_and_every_figure_opens_its_customers(served):
    boss, seller = served["boss"], served["seller"]
    page = boss.browser().get("/insights/costs/").text
    assert "最多的是拜访" in page and "前 92% 的客户赚了" in page and "还没买过的" in page
    assert "联系客户花的" in page and "前一年的记录太少" in page
    assert "瓷厂00" in page and "拜访 ¥4,800" in page
    whole, own = Reading(boss.actor).whole(), Reading(seller.actor).whole()
    assert (whole.customers, own.customers) == (13, 1)
    assert whole.profit == CustomerYear.objects.aggregate(sum=Sum("profit"))["sum"]
    assert Reading(boss.actor).losses() == (1, 40 * rates(TODAY)["visit"] - 1000_00)
    groups = Reading(boss.actor).groups()
    assert sum(one.profit for one in groups) == whole.profit and groups[-1].customers == 1
    less = seller.browser().get("/insights/costs/").text
    assert "瓷厂00" in less and "鲸鱼曲线" not in less and "瓷厂12" not in less


def test_its_links_list_who_is_counted(served):
    boss = served["boss"].browser()
    names = set(Customer.objects.values_list("name", flat=True))
    for address, expected in (
        ("/customers/?profit__below=0&year_sales__filled=&sort=profit", {"瓷厂00"}),
        ("/customers/?cost_to_serve__above=0&year_sales__empty=&sort=-cost_to_serve", {"瓷厂12"}),
        ("/customers/?cost_to_serve__above=0&sort=-cost_to_serve", {"瓷厂00", "瓷厂12"}),
    ):
        page = boss.get(address).text
        assert {name for name in names if name in page} == expected
    day = TODAY - dt.timedelta(365)
    found = boss.get(
        f"/activities/?kind=visit&happened_at__after={day}&happened_at__before={TODAY}"
    )
    assert found.status_code == 200 and "瓷厂12" in found.text


def test_the_page_of_a_customer_shows_the_year_as_an_account(served):
    boss = served["boss"].browser()
    page = boss.get(f"/customers/{served['customers'][0].pk}/").text
    assert "近一年的账" in page and "拜访 × 40" in page and "近一年利润" in page
    prospect = boss.get(f"/customers/{served['customers'][12].pk}/").text
    assert "近一年的账" in prospect and "近一年消费" not in prospect


def test_before_the_first_run_the_page_says_what_it_needs(db):
    boss = cast.person("boss", "钱总", role="owner")
    assert "还没有算过服务成本" in boss.browser().get("/insights/costs/").text


def test_the_share_of_a_customer_is_our_part_of_what_they_need(served):
    boss, (asked, beyond, never) = (
        served["boss"].browser(),
        (served["customers"][n] for n in (1, 2, 12)),
    )
    kept = CustomerYear.objects
    assert kept.filter(need=None).count() == 10
    assert kept.values_list("need", "share", "gap").get(pk=asked.pk) == (4_000_000, 25, 3_000_000)
    assert kept.values_list("share", "gap").get(pk=beyond.pk) == (100, 0)
    assert kept.values_list("share", "gap").get(pk=never.pk) == (0, 500_000)
    assert CustomerScore.objects.get(pk=asked.pk).share == 25
    page = boss.get("/insights/costs/").text
    assert "知道需求的 3 位，34% 向我们买，还有 ¥3.5万 在别家" in page and "过了一年" in page
    assert "份额只算 100%" in page and "25%" in boss.get(f"/customers/{asked.pk}/").text
    found = boss.get(
        "/api/customers?need_gap__above=0&sort=-need_gap&fields=id,customer_share"
    ).json()["data"]
    assert [row["id"] for row in found] == [asked.pk, never.pk]
