"""Sending a quote, and the discount each may give."""

import pytest

from sanjing.foundation.approvals import actions
from sanjing.foundation.approvals.models import Approval
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.errors import Forbidden, Invalid, Refusal
from sanjing.foundation.events.models import Event
from sanjing.modules.quotes.actions.send import DiscountOverLimit, NothingOffered, send
from sanjing.modules.quotes.actions.states import OutOfTurn
from sanjing.modules.quotes.models import Quote
from sanjing.modules.quotes.queries import discount_limit_of

TEN_OFF = [{"product": "G4", "quantity": 10, "discount": "10%"}]
ELEVEN_OFF = [{"product": "G4", "quantity": 10, "discount": "11%"}]


def test_a_quote_within_the_limit_goes_out(seller, make_quote):
    quote = make_quote(seller.actor, lines=TEN_OFF, valid_until="2099-01-01")
    seller.browser().post(f"/quotes/{quote.pk}/send/")
    quote.refresh_from_db()
    assert quote.state == Quote.State.SENT and quote.sent_at
    assert Event.objects.get(name="quote.sent").data["discount_rate"] == 10.0


def test_what_was_sent_stands_still(seller, make_quote, at):
    quote = send(make_quote(seller.actor), by=seller.actor, at=at)
    for values in ({"discount": "1"}, {"lines": TEN_OFF}, {"valid_until": "2027-01-01"}):
        with pytest.raises(Invalid, match="不能再改"):
            records.change(quote, values, by=seller.actor, at=at)
    assert records.change(quote, {"note": "客户在看"}, by=seller.actor, at=at).note == "客户在看"


def test_the_state_cannot_be_typed(seller, make_quote, at):
    quote = make_quote(seller.actor)
    for name, value in (("state", "sent"), ("amount", "1"), ("discount_rate", "0")):
        with pytest.raises(Invalid, match="没有可以填写的字段"):
            records.change(quote, {name: value}, by=seller.actor, at=at)


def test_an_empty_or_outdated_quote_is_not_sent(seller, make_quote, at):
    for values in ({"lines": []}, {"quoted_on": "2026-01-01", "valid_until": "2026-03-09"}):
        quote = make_quote(seller.actor, **values)
        with pytest.raises(NothingOffered):
            send(quote, by=seller.actor, at=at)
        assert Quote.objects.get(pk=quote.pk).state == Quote.State.DRAFT
    assert not Event.objects.filter(name="quote.sent").exists()


def test_the_limit_is_the_best_of_ones_roles(seller, manager, boss, service):
    people = (service, seller, manager, boss)
    assert [discount_limit_of(one.actor) for one in people] == [0, 10, 20, 100]


def test_the_administrator_sets_the_limits(admin, seller, boss):
    role = seller.user.roles.get()
    page = admin.browser().get("/settings/discounts/")
    sent = {
        name: "7.5" if name == f"role-{role.pk}" else "0" for name in page.context["form"].fields
    }
    assert admin.browser().post("/settings/discounts/", sent).status_code == 303
    assert float(discount_limit_of(seller.actor)) == 7.5
    assert boss.browser().post("/settings/discounts/", sent).status_code in (303, 403)
    assert seller.browser().post("/settings/discounts/", sent).status_code == 403


def test_a_limit_above_everything_is_refused(admin, seller):
    page = admin.browser().get("/settings/discounts/")
    sent = dict.fromkeys(page.context["form"].fields, "101")
    assert admin.browser().post("/settings/discounts/", sent).status_code == 422
    assert discount_limit_of(seller.actor) == 10


def test_one_may_not_send_more_off_than_ones_role_gives(seller, manager, make_quote, at):
    quote = make_quote(seller.actor, lines=ELEVEN_OFF, valid_until="2099-01-01")
    with pytest.raises(DiscountOverLimit, match="让了 11%"):
        send(quote, by=seller.actor, at=at)
    assert Quote.objects.get().state == Quote.State.DRAFT
    assert not Event.objects.filter(name="quote.sent").exists()


def test_the_api_refuses_it_just_the_same(seller, make_quote):
    quote = make_quote(seller.actor, lines=ELEVEN_OFF, valid_until="2099-01-01")
    address = f"/api/quotes/{quote.pk}/send"
    answer = seller.browser().post(address, {}, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (409, "discount_over_limit")
    assert Quote.objects.get().state == Quote.State.DRAFT


def test_a_reader_sends_nothing(service, make_quote, seller, at):
    quote = make_quote(seller.actor)
    with pytest.raises(Forbidden):
        send(quote, by=service.actor, at=at)


@pytest.fixture
def rule(admin, manager, at):
    steps = [{"who": "people", "people": [manager.user]}]
    columns = {"purpose": "quote.discount", "name": "折扣要批"}
    return actions.save_rule(None, columns, steps, by=admin.actor, at=at)


@pytest.fixture
def waiting(rule, seller, make_quote, at):
    return send(make_quote(seller.actor, lines=ELEVEN_OFF), by=seller.actor, at=at)


def test_with_a_rule_it_waits_and_stands_still(seller, waiting, at):
    assert waiting.state == Quote.State.WAITING
    assert Approval.objects.get().amount == 286_00
    with pytest.raises(Refusal):
        records.change(waiting, {"lines": TEN_OFF}, by=seller.actor, at=at)
    with pytest.raises(OutOfTurn):
        send(waiting, by=seller.actor, at=at)
    assert not Event.objects.filter(name="quote.sent").exists()


def test_at_stake_is_what_was_given_away_line_by_line(rule, seller, make_quote, at):
    """What is dearer than the list does not make up for what is cheaper, in money as in per cent."""
    lines = [*ELEVEN_OFF, {"product": "G4", "quantity": 10, "unit_price": "400"}]
    quote = send(make_quote(seller.actor, lines=lines, discount="500"), by=seller.actor, at=at)
    assert quote.list_amount < quote.amount
    assert Approval.objects.get().amount == 286_00 + 500_00


def test_the_api_makes_it_wait_just_the_same(rule, seller, make_quote):
    quote = make_quote(seller.actor, lines=ELEVEN_OFF, valid_until="2099-01-01")
    address = f"/api/quotes/{quote.pk}/send"
    assert seller.browser().post(address, {}, content_type="application/json").status_code == 200
    assert Quote.objects.get().state == Quote.State.WAITING


def test_once_approved_it_is_sent_as_it_stands(seller, manager, waiting, at):
    actions.approve(Approval.objects.get(), by=manager.actor, at=at)
    quote = Quote.objects.get()
    assert quote.state == Quote.State.APPROVED
    with pytest.raises(Invalid, match="不能再改"):
        records.change(quote, {"discount": "500"}, by=seller.actor, at=at)
    assert send(quote, by=seller.actor, at=at).state == Quote.State.SENT


def test_refused_it_is_a_draft_again(seller, manager, waiting, at):
    actions.refuse(Approval.objects.get(), comment="太低了", by=manager.actor, at=at)
    quote = Quote.objects.get()
    assert quote.state == Quote.State.DRAFT
    again = records.change(quote, {"lines": TEN_OFF}, by=seller.actor, at=at)
    assert send(again, by=seller.actor, at=at).state == Quote.State.SENT


def test_withdrawn_it_is_a_draft_again(seller, waiting, at):
    actions.withdraw(Approval.objects.get(), by=seller.actor, at=at)
    assert Quote.objects.get().state == Quote.State.DRAFT


def test_a_manager_sends_what_lies_within_the_managers_limit(rule, manager, make_quote, at):
    quote = make_quote(manager.actor, lines=ELEVEN_OFF)
    assert send(quote, by=manager.actor, at=at).state == Quote.State.SENT
    assert not Approval.objects.exists()


@pytest.mark.parametrize(("verdict", "state"), [("approve", "approved"), ("refuse", "draft")])
def test_with_its_customer_in_the_bin_it_is_decided_and_takes_effect_later(
    verdict, state, manager, boss, waiting, at
):
    records.remove(waiting.customer, by=boss.actor, at=at)
    told = {"comment": "太低了"} if verdict == "refuse" else {}
    getattr(actions, verdict)(Approval.objects.get(), by=manager.actor, at=at, **told)
    assert not Approval.objects.get().is_waiting
    assert Quote.objects.get().state == Quote.State.WAITING
    records.restore(registry.get("customer"), waiting.customer_id, by=boss.actor, at=at)
    assert Quote.objects.get().state == state


def test_what_is_asked_anew_waits_on_when_its_customer_comes_back(
    boss, seller, manager, waiting, at
):
    actions.refuse(Approval.objects.get(), comment="太低了", by=manager.actor, at=at)
    send(Quote.objects.get(), by=seller.actor, at=at)
    records.remove(waiting.customer, by=boss.actor, at=at)
    records.restore(registry.get("customer"), waiting.customer_id, by=boss.actor, at=at)
    assert Quote.objects.get().state == Quote.State.WAITING
