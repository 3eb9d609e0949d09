"""Whoever may not know the amount of deals finds it on no page."""

import re

import pytest

from sanjing.foundation.accounts.models import Role
from sanjing.foundation.entities import records
from sanjing.modules.deals.actions.qualify import qualify
from sanjing.modules.deals.actions.win import win
from sanjing.modules.deals.models import Lead
from tests.support.making import make

AMOUNT = re.compile("7,?654|3,?827")


@pytest.fixture(params=["masked", "hidden"])
def kept_from(request, db):
    """Keep a field of deals from salespeople."""
    return lambda field: Role.objects.filter(key="salesperson").update(
        field_rules={"deal": {field: request.param}}
    )


@pytest.fixture
def pages(make_deal, make_customer, seller, other_seller, at):
    """Of a deal with lines and a team, of its customer where another was won, and of leads."""
    lines = [{"product_name": "燃气表", "quantity": 2, "unit_price": "3827"}]
    team = [{"user": one.user.pk, "share": 50} for one in (seller, other_seller)]
    customer = make_customer(by=seller.actor)
    deal = make_deal(by=seller.actor, customer=customer, lines=lines, team=team)
    won = make_deal(
        by=seller.actor, customer=customer, amount="7654", expected_close_date="2026-04-01"
    )
    win(won, by=seller.actor, at=at)
    lead = make("lead", name="陈工", owner=seller.user, by=seller.actor, at=at)
    lead = qualify(lead, amount="7654", by=seller.actor, at=at)
    dated = records.change(lead.deal, {"expected_close_date": "2026-04-01"}, by=seller.actor, at=at)
    win(dated, by=seller.actor, at=at)
    addresses = (
        f"/deals/{deal.pk}/", f"/deals/{won.pk}/", f"/customers/{customer.pk}/",
        "/deals/leads/?period=all", "/deals/", "/deals/board/",
    )  # fmt: skip
    return lambda: {url: seller.browser().get(url).content.decode() for url in addresses}


def test_who_may_know_it_sees_it_everywhere(pages):
    assert all(AMOUNT.search(page) for page in pages().values())


def test_a_kept_amount_is_on_no_page(pages, kept_from):
    kept_from("amount")
    shown = pages()
    assert [url for url, page in shown.items() if AMOUNT.search(page)] == []
    assert any("燃气表" in page and "50" in page for page in shown.values())


def test_kept_lines_are_not_shown_in_a_panel(pages, kept_from):
    kept_from("lines")
    assert all("燃气表" not in page for page in pages().values())


def test_a_kept_team_is_not_shown_in_a_panel(pages, kept_from, other_seller):
    kept_from("team")
    assert all("50.00" not in page for page in pages().values())


def test_what_leads_brought_counts_only_deals_one_may_see(pages, seller, other_seller):
    Lead.objects.update(owner=other_seller.user)
    page = other_seller.browser().get("/deals/leads/?period=all").content.decode()
    assert "陈工" not in page and not AMOUNT.search(page)


def test_the_page_of_a_customer_says_what_was_won_there_though_nothing_is_open(
    boss, make_customer, make_deal, at
):
    customer = make_customer()
    for amount in ("7654", "346"):
        deal = make_deal(customer=customer, amount=amount, expected_close_date="2026-04-01")
        win(deal, by=boss.actor, at=at)
    page = boss.browser().get(f"/customers/{customer.pk}/").content.decode()
    assert "赢单累计 ¥8,000" in page and "没有进行中的商机" in page
