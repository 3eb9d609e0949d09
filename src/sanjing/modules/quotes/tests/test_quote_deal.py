"""A quote from a deal."""

import pytest
from django.utils import timezone

from sanjing.foundation.entities.errors import Invalid
from sanjing.modules.deals.actions.win import win
from sanjing.modules.quotes.actions.revise import revise
from sanjing.modules.quotes.actions.send import send
from sanjing.modules.quotes.models import Quote
from tests.support.making import make


@pytest.fixture
def deal(seller, make_customer, meter):
    lines = [{"product": "G4", "quantity": 4, "unit_price": "250"}]
    customer = make_customer(by=seller.actor)
    return make("deal", by=seller.actor, name="表具更换", customer=customer, lines=lines,
                expected_close_date="2099-04-01")  # fmt: skip


def test_the_deal_is_quoted_as_it_stands(seller, deal):
    assert seller.browser().post(f"/deals/{deal.pk}/quote/").status_code == 303
    quote = Quote.objects.get()
    assert (quote.deal, quote.customer, quote.title) == (deal, deal.customer, "表具更换")
    assert (quote.amount, quote.list_amount, quote.state) == (1000_00, 1040_00, "draft")
    assert f"/quotes/{quote.pk}/" in seller.browser().get(f"/deals/{deal.pk}/").text


def test_a_new_version_is_for_the_same_deal(seller, deal):
    seller.browser().post(f"/deals/{deal.pk}/quote/")
    sent = send(Quote.objects.get(), by=seller.actor, at=timezone.now())
    assert revise(sent, by=seller.actor, at=timezone.now()).deal == deal


def test_what_is_closed_or_has_no_customer_is_not_quoted(seller, deal):
    closed = win(deal, by=seller.actor, at=timezone.now())
    nobodys = make("deal", by=seller.actor, name="展会上的人", owner=seller.user)
    for one in (closed, nobodys):
        assert f"/deals/{one.pk}/quote/" not in seller.browser().get(f"/deals/{one.pk}/").text
        seller.browser().post(f"/deals/{one.pk}/quote/")
    assert not Quote.objects.exists()


def test_a_quote_does_not_hang_on_another_customers_deal(seller, deal, make_quote):
    with pytest.raises(Invalid, match="另一家客户"):
        make_quote(seller.actor, deal=deal)
    assert not Quote.objects.exists()
