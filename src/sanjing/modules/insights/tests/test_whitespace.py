"""What peers buy and one does not: as a plain count over the same sales."""

import statistics
from collections import defaultdict

import pytest

from sanjing.analytics.whitespace import FEW, LEAST
from sanjing.kernel.periods import add_months
from sanjing.modules.insights import reading, whitespace
from sanjing.modules.insights.tests.conftest import CATEGORIES, TODAY
from sanjing.modules.insights.whitespace import Peers


def by_hand(company, login, group_of):
    """{group: ids of who bought}, {(group, category): {id: 分}}."""
    bought, spent = defaultdict(set), defaultdict(lambda: defaultdict(int))
    for one in company.seen_by(login):
        group = group_of(one.customer)
        if group is None or not add_months(TODAY, -12) < one.day <= TODAY:
            continue
        bought[group].add(one.customer)
        for category, amount in one.moves:
            spent[group, category][one.customer] += amount
    return bought, spent


@pytest.mark.parametrize("login", ["boss", "seller"])
@pytest.mark.parametrize("tag", ["", "经销商"])
def test_shares_medians_and_gaps_are_those_of_a_plain_count(company, login, tag):
    def group_of(n):
        trade = ("C36", "H62")[n % 2] if n % 13 else "C"
        return trade if not tag else (tag if n % 3 else None)

    bought, spent = by_hand(company, login, group_of)
    found = whitespace.whitespace(Peers(company.people[login].actor, TODAY, tag))
    assert {
        (one.group, one.category): (one.size, one.buyers, one.median) for one in found.cells
    } == {
        key: (len(bought[key[0]]), len(by), int(statistics.median(by.values()) // 1))
        for key, by in spent.items()
    }
    offered = {
        (group, category)
        for group, category in spent
        if len(bought[group]) >= FEW
        and len(spent[group, category]) / len(bought[group]) >= LEAST
        and bought[group] - set(spent[group, category])
    }
    assert {(one.group, one.category) for one in found.offers} == offered
    numbers = {one.pk: n for n, one in enumerate(company.customers)}
    assert sorted(
        (numbers[gap.customer.pk], gap.cell.group, gap.cell.category) for gap in found.gaps
    ) == sorted(
        (n, group, category)
        for group, category in offered
        for n in bought[group] - set(spent[group, category])
    )
    assert found.count == len(found.gaps) and (login == "seller" or found.count)
    medians = [gap.cell.median for gap in found.gaps]
    assert medians == sorted(medians, reverse=True)
    assert found.money == sum(medians)


def test_a_customers_page_asks_for_its_best_three(company, monkeypatch):
    boss = company.people["boss"]
    found = whitespace.whitespace(Peers(boss.actor, TODAY))
    gap = found.gaps[0]
    mine = [one.cell for one in found.gaps if one.customer == gap.customer]
    assert whitespace.of_customer(boss.actor, gap.customer, TODAY) == mine[:3]
    browser, pk = boss.browser(), gap.customer.pk
    assert f"/insights/whitespace/{pk}/" in browser.get(f"/customers/{pk}/").text
    url, part = f"/insights/whitespace/{pk}/?glance=1", {"HX-Request": "true"}
    shown = browser.get(url, headers=part).text
    assert "<html" not in shown and mine[0].category in shown
    monkeypatch.setattr(reading, "LARGE", 10)
    assert mine[0].category not in browser.get(url, headers=part).text


def test_the_page_leads_to_a_deal_and_a_task(company):
    page = company.people["boss"].browser().get("/insights/whitespace/").text
    assert all(name in page for name in CATEGORIES)
    assert "各行各业买什么" in page


def test_a_prefix_of_a_trade_is_not_the_trade():
    assert whitespace.group_of("C3651") == "C36"
    assert whitespace.group_of("C") == "C"
    assert whitespace.group_of("制造业") == "制造业"
