"""What a change of service brought, as adding up the same days by hand says, and how sure that is."""

import datetime as dt

import pytest

from sanjing.analytics.effect import Sales
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.errors import Invalid
from sanjing.modules.insights.effects import effect_of
from sanjing.modules.insights.tests.conftest import AT, SYSTEM, TODAY

CHANGED = TODAY - dt.timedelta(500)


@pytest.fixture
def change(company):
    def make(**values):
        given = {
            "name": "武汉设仓库",
            "changed_on": CHANGED.isoformat(),
            "months": "12",
            "region": "4201",
        }
        return records.create(registry.get("servicechange"), given | values, by=SYSTEM, at=AT)

    return make


def by_hand(sales, span, chosen, category=""):
    held = [one for one in sales if span.start <= one.day < span.end and chosen(one)]
    held = [one for one in held if not category or one.of(category)]
    return Sales(
        sum(one.of(category) if category else one.amount for one in held),
        len(held),
        len({one.customer for one in held}),
    )


def wuhan(one):
    return one.customer % 2 == 0


@pytest.mark.parametrize("login", ["boss", "seller"])
@pytest.mark.parametrize("category", ["", "燃具"])
def test_every_window_is_what_its_orders_add_up_to(company, change, login, category):
    sales = company.seen_by(login)
    made = change(
        category=category, against="chosen", compare_region="43", compare_category=category
    )
    seen = effect_of(made, company.people[login].actor, TODAY)
    before, after = seen.windows.before, seen.windows.after
    assert before.days == after.days and seen.windows.complete
    own, past, other = seen.effect.own, seen.effect.year_before, seen.effect.compared
    for found, span, chosen in (
        (own.before, before, wuhan), (own.after, after, wuhan),
        (past.before, before.year_before(), wuhan), (past.after, after.year_before(), wuhan),
        (other.before, before, lambda one: not wuhan(one)), (other.after, after, lambda one: not wuhan(one)),
    ):  # fmt: skip
        assert found == by_hand(sales, span, chosen, category)
    assert own.before.orders and other.after.orders


def test_the_rest_is_all_that_the_change_did_not_reach(company, change):
    sales, boss = company.seen_by("boss"), company.people["boss"].actor
    seen = effect_of(change(against="rest"), boss, TODAY)
    assert seen.effect.compared.after == by_hand(
        sales, seen.windows.after, lambda one: not wuhan(one)
    )
    team = change(region="", team=company.people["seller"].user.team, against="rest")
    theirs = effect_of(team, boss, TODAY).effect
    assert theirs.own.after == by_hand(sales, seen.windows.after, lambda one: one.customer % 4 != 0)
    assert theirs.compared.after == by_hand(
        sales, seen.windows.after, lambda one: one.customer % 4 == 0
    )


def test_the_page_says_what_it_does_not_prove(company, change):
    browser = company.people["boss"].browser()
    alone = browser.get(f"/service-changes/{change().pk}/").text
    assert "没有对照组：这里只是前后对比" in alone and "不能证明" in alone
    compared = browser.get(f"/service-changes/{change(against='rest').pk}/").text
    assert "相对对照组" in compared and "没有对照组" not in compared
    coming = change(changed_on=TODAY.isoformat())
    assert "从那天起满一天以后" in browser.get(f"/service-changes/{coming.pk}/").text


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"region": "", "against": "rest"}, "against"),
        ({"against": "chosen"}, "against"),
        ({"against": "chosen", "compare_region": "4201"}, "against"),
        ({"months": "13"}, "months"),
        ({"cost": "-1"}, "cost"),
    ],
)
def test_what_cannot_be_compared_is_refused(change, values, field):
    with pytest.raises(Invalid) as refused:
        change(**values)
    assert list(refused.value.errors) == [field]
