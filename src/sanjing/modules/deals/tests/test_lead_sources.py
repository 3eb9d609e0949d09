"""Leads by source: what becomes of them, how long they wait, and the lists behind."""

import datetime as dt
from itertools import count

import pytest
from django.utils import timezone

from sanjing.foundation.accounts.models import Role
from sanjing.foundation.entities import records, registry
from sanjing.modules.deals.actions.lead_verbs import contacted
from sanjing.modules.deals.actions.qualify import qualify
from sanjing.modules.deals.actions.win import win
from sanjing.modules.deals.lead_charts import wait_scale
from sanjing.modules.deals.models import Stage

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def leads(seller):
    """`leads(10, "phone", deals=4, wins=1, wait=5)`: so many, of which some became deals, some won."""
    Stage.objects.update(required="", exit_rule="")
    numbers = count()

    def make(many, source, *, deals=0, wins=0, wait=None, day=3, **values):
        at = timezone.now() - dt.timedelta(day)
        given = {"source": source, "owner": seller.user.pk, **values}
        for number in range(many):
            named = given | {"name": f"{source}{number}", "phone": f"139{next(numbers):08d}"}
            lead = records.create(registry.get("lead"), named, by=seller.actor, at=at)
            if wait is not None:
                lead = contacted(lead, by=seller.actor, at=at + wait * MINUTE)
            if number < deals:
                lead = qualify(lead, amount="100", by=seller.actor, at=at + (wait or 1) * MINUTE)
            if number < wins:
                win(lead.deal, by=seller.actor, at=at + dt.timedelta(1))

    return make


def page(person, **asked):
    return person.browser().get("/deals/leads/", asked)


def test_the_title_says_who_converts_best_and_who_waits_longest(leads, seller) -> None:
    leads(10, "phone", deals=5, wins=2, wait=5)
    leads(12, "website", deals=3, wait=60)
    leads(3, "fair", deals=3, wait=900)
    context = page(seller).context
    assert context["title"] == (
        "电话来的线索转成商机最多，50%（全部 44%）；联系最慢的是网站，中位数 60 分钟"
    ), "three leads of a fair are too few to be ranked"
    found = {row.label: row.told for row in context["sources"]}
    assert (found["电话"].wins, found["电话"].won, found["网站"].wins) == (2, 200_00, 0)
    assert found["展会"].few and not found["电话"].few
    names = [one["name"] for one in context["option"]["series"]]
    assert names == ["线索", "已转商机", "赢单", "首次联系中位数"]
    assert [one["value"] for one in context["option"]["series"][1]["data"]] == [3, 5, 3]
    assert context["option"]["series"][3]["data"] == [1.0, 0.1, 15.0], "in hours"


def test_where_all_wait_alike_nobody_is_slowest(leads, seller) -> None:
    leads(10, "phone", deals=5, wait=5)
    leads(10, "website", wait=5)
    assert page(seller).context["title"] == "电话来的线索转成商机最多，50%（全部 25%）"


def test_few_leads_are_told_without_ranking(leads, seller) -> None:
    assert page(seller).context["title"] == "这段时间没有线索"
    leads(4, "phone")
    assert page(seller).context["title"] == "4 条线索，0% 转成商机，还没有人联系过"
    leads(4, "website", deals=2, wait=7)
    assert page(seller).context["title"] == "8 条线索，25% 转成商机，首次联系中位数 7 分钟"


@pytest.mark.parametrize("period", ["90", "all"])
def test_every_number_leads_to_the_leads_it_counts(leads, seller, period) -> None:
    leads(3, "phone", deals=2, wait=5, campaign="供暖季 & 节能")
    leads(2, "")
    leads(4, "phone", day=200)
    leads(1, "fair", day=90)
    context = page(seller, period=period).context
    browser = seller.browser()

    def behind(url):
        return len(browser.get(url).context["rows"])

    rows = [*context["sources"], *(row for _heading, group in context["groups"] for row in group)]
    assert [len(context["sources"]), len(rows)] == ([2, 5] if period == "90" else [3, 6])
    for row in rows:
        assert behind(row.url) == row.told.count, row
    bars = context["option"]["series"]
    for series in bars[:2]:
        for bar in series["data"]:
            assert behind(bar["url"]) == bar["value"]
    assert behind(context["all_leads"]) == context["whole"].count == (5 if period == "90" else 10)


def test_who_sees_no_deals_is_told_no_wins(leads, seller) -> None:
    leads(2, "phone", deals=2, wins=1, wait=5)
    assert "赢单" in page(seller).content.decode()
    role = Role.objects.get(key="salesperson")
    role.grants["deal"] = {"see": "none"}
    role.save()
    answer = page(seller)
    assert "赢单金额" not in answer.content.decode()
    assert "赢单" not in [one["name"] for one in answer.context["option"]["series"]]
    assert [row.told.wins for row in answer.context["sources"]] == [0]


def test_whose_amounts_are_kept_still_counts_wins(leads, seller) -> None:
    leads(2, "phone", deals=2, wins=1, wait=5)
    Role.objects.filter(key="salesperson").update(field_rules={"deal": {"amount": "masked"}})
    answer = page(seller)
    assert "赢单金额" not in answer.content.decode() and "¥100" not in answer.content.decode()
    assert [row.told.wins for row in answer.context["sources"]] == [1]


def test_only_leads_that_the_reader_sees_count(leads, other_seller) -> None:
    leads(2, "phone", deals=2, wins=1, wait=5)
    assert page(other_seller).context["title"] == "这段时间没有线索"


@pytest.mark.parametrize(
    ("most", "unit"), [(0, "分钟"), (119, "分钟"), (120, "小时"), (2880, "天")]
)
def test_waits_are_drawn_in_a_unit_people_say(most, unit) -> None:
    assert wait_scale(most)[1] == unit
