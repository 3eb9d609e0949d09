"""The customer's answer: accept, decline, or none in time."""

import datetime as dt

import pytest
from django.apps import apps

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.entities import records, registry, sweeping
from sanjing.foundation.entities.errors import Forbidden, Invalid
from sanjing.foundation.events.models import Event
from sanjing.foundation.events.subscriptions import react
from sanjing.modules.quotes.actions.accept import QuoteHasExpired, accept
from sanjing.modules.quotes.actions.decline import decline
from sanjing.modules.quotes.actions.expire import expire
from sanjing.modules.quotes.actions.send import send
from sanjing.modules.quotes.actions.states import OutOfTurn
from sanjing.modules.quotes.models import Quote

CLOCK = system_actor("报价到期")
Order = apps.get_model("orders", "Order")  # A later module, so it is not imported here.
OrderLine = apps.get_model("orders", "OrderLine")


@pytest.fixture
def sent(seller, make_quote, at):
    lines = [
        {"product": "G4", "quantity": 10, "discount": "5%"},
        {"product_name": "安装", "amount": "99.99"},
    ]
    return send(make_quote(seller.actor, lines=lines, discount="12.34"), by=seller.actor, at=at)


def test_an_accepted_quote_becomes_an_order_of_the_same_amount(seller, sent, at):
    accept(sent, required_on=dt.date(2026, 3, 20), by=seller.actor, at=at)
    order = Order.objects.get()
    assert (order.quote, order.customer, order.owner) == (sent, sent.customer, seller.user)
    assert order.amount == sent.amount == 2470_00 + 99_99 - 12_34
    assert (order.ordered_on, order.required_on) == (dt.date(2026, 3, 10), dt.date(2026, 3, 20))
    assert [line.amount for line in OrderLine.objects.order_by("position")] == [2470_00, 99_99]
    told = Event.objects.filter(name__in=("quote.accepted", "order.created"))
    assert {event.actor_id for event in told} == {seller.user.pk}


def test_the_event_told_twice_makes_one_order(seller, sent, at):
    accept(sent, by=seller.actor, at=at)
    react(Event.objects.get(name="quote.accepted"))
    assert Order.objects.count() == 1


def test_two_who_accept_make_one_order(seller, sent, at):
    accept(sent, by=seller.actor, at=at)
    with pytest.raises(OutOfTurn):
        accept(sent, by=seller.actor, at=at)
    assert Order.objects.count() == 1


def test_what_cannot_be_ordered_is_not_accepted(seller, sent, at, monkeypatch):
    entity = registry.get("order")
    monkeypatch.setattr(entity, "check", lambda record: {"lines": ["不行"]})
    with pytest.raises(Invalid):
        accept(sent, by=seller.actor, at=at)
    assert Quote.objects.get().state == Quote.State.SENT
    assert not Event.objects.filter(name="quote.accepted").exists()


def test_an_answer_after_the_last_day_is_too_late(seller, sent, at):
    with pytest.raises(QuoteHasExpired):
        accept(sent, by=seller.actor, at=at + dt.timedelta(31))
    assert not Order.objects.exists()


def test_delivery_cannot_be_required_before_today(seller, sent, at):
    with pytest.raises(Invalid):
        accept(sent, required_on=dt.date(2026, 3, 1), by=seller.actor, at=at)
    assert not Order.objects.exists()


def test_a_draft_is_not_accepted(seller, make_quote):
    quote = make_quote(seller.actor)
    entity = registry.get("quote")
    with pytest.raises(Forbidden):
        entity.actions["accept"].run(quote, {}, by=seller.actor, at=quote.created_at)
    assert not Order.objects.exists()


def test_the_page_accepts(seller, make_quote, meter):
    today = dt.date.today()
    quote = make_quote(seller.actor, quoted_on=today, valid_until=today + dt.timedelta(9))
    browser = seller.browser()
    browser.post(f"/quotes/{quote.pk}/send/")
    assert browser.post(f"/quotes/{quote.pk}/accept/", {}).status_code == 303
    assert "客户接受了报价" in browser.get(f"/customers/{quote.customer_id}/").text
    assert Order.objects.get().quote == quote


def test_a_declined_quote_keeps_the_reason(seller, sent, at):
    quote = decline(sent, reason="预算被砍了", by=seller.actor, at=at)
    assert (quote.state, quote.decline_reason) == (Quote.State.DECLINED, "预算被砍了")
    assert "预算被砍了" in seller.browser().get(f"/quotes/{quote.pk}/").text
    assert not Order.objects.exists()


def test_a_quote_nobody_answered_expires_the_day_after_its_last(sent, at):
    assert expire(by=CLOCK, at=at + dt.timedelta(30)) == 0
    assert expire(by=CLOCK, at=at + dt.timedelta(31)) == 1
    assert Quote.objects.get().state == Quote.State.EXPIRED
    assert expire(by=CLOCK, at=at + dt.timedelta(32)) == 0
    assert Event.objects.filter(name="quote.expired").count() == 1


def test_five_hundred_in_the_bin_stop_the_clock_for_nobody(
    sent, seller, make_quote, monkeypatch, at
):
    """With sets of one, a binned customer's quote fills the first set."""
    monkeypatch.setattr(sweeping, "CHUNK", 1)
    other = send(make_quote(seller.actor), by=seller.actor, at=at)
    records.remove(sent.customer, by=CLOCK, at=at)
    assert expire(by=CLOCK, at=at + dt.timedelta(31)) == 1
    states = Quote.objects.order_by("pk").values_list("pk", "state")
    assert list(states) == [(sent.pk, "sent"), (other.pk, "expired")]
