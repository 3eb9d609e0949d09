"""New versions of a quote, and the contract drawn up from one."""

import datetime as dt

import pytest

from sanjing.foundation.entities import records
from sanjing.modules.quotes.actions.accept import accept
from sanjing.modules.quotes.actions.draw_up import draw_up
from sanjing.modules.quotes.actions.revise import revise
from sanjing.modules.quotes.actions.send import send
from sanjing.modules.quotes.actions.states import OutOfTurn
from sanjing.modules.quotes.lines import LINES
from sanjing.modules.quotes.models import Quote


@pytest.fixture
def sent(seller, make_quote, at):
    return send(make_quote(seller.actor, discount="26", note="含安装"), by=seller.actor, at=at)


def test_a_new_version_is_a_draft_of_the_same(seller, sent, at):
    fresh = revise(sent, by=seller.actor, at=at)
    assert (fresh.reference, fresh.revision, fresh.state) == (f"{sent.reference}-2", 2, "draft")
    assert (fresh.amount, fresh.discount, fresh.note) == (sent.amount, 26_00, "含安装")
    assert LINES.value(fresh) == LINES.value(sent)


def test_the_old_version_stays_readable_and_out_of_force(seller, sent, at):
    fresh = revise(sent, by=seller.actor, at=at)
    changed = records.change(fresh, {"discount": "52"}, by=seller.actor, at=at)
    old = Quote.objects.get(pk=sent.pk)
    assert (old.state, old.amount, changed.amount) == ("superseded", 2574_00, 2548_00)
    page = seller.browser().get(f"/quotes/{old.pk}/").text
    assert f"/quotes/{fresh.pk}/" in page and "第 2 版" in page
    with pytest.raises(OutOfTurn):
        accept(old, by=seller.actor, at=at)
    with pytest.raises(OutOfTurn):
        revise(old, by=seller.actor, at=at)


def test_versions_count_on_and_name_the_first(seller, sent, at):
    third = revise(
        send(revise(sent, by=seller.actor, at=at), by=seller.actor, at=at), by=seller.actor, at=at
    )
    assert (third.reference, third.first_id) == (f"{sent.reference}-3", sent.pk)


def test_a_late_version_is_valid_as_long_as_the_first_was(seller, sent, at):
    fresh = revise(sent, by=seller.actor, at=at + dt.timedelta(60))
    assert (fresh.valid_until - fresh.quoted_on).days == 30


def test_draw_up_a_contract_with_the_terms_of_the_quote(seller, sent, at):
    contract = draw_up(sent, by=seller.actor, at=at)
    assert (contract.quote, contract.customer, contract.amount) == (
        sent,
        sent.customer,
        sent.amount,
    )
    assert contract.state == "draft"
