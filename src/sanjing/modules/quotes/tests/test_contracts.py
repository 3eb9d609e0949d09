"""Contracts: sign, renew, terminate, and what falls due."""

import datetime as dt

import pytest

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.entities import records
from sanjing.foundation.entities.errors import Invalid
from sanjing.modules.quotes.actions.expire import expire
from sanjing.modules.quotes.actions.renew import NoTerm, renew
from sanjing.modules.quotes.actions.sign import sign
from sanjing.modules.quotes.actions.states import OutOfTurn
from sanjing.modules.quotes.models import Contract

CLOCK = system_actor("报价到期")
FIRST = dt.date(2025, 12, 20)


@pytest.fixture
def signed(seller, make_contract, at):
    contract = make_contract(seller.actor, amount="120000", clauses="违约金每日万分之五。")
    return sign(contract, signed_on=FIRST, their_signatory="陶总", by=seller.actor, at=at)


def test_a_signed_contract_stands_still(seller, signed, at):
    assert (signed.state, signed.signed_on, signed.their_signatory) == ("signed", FIRST, "陶总")
    for values in ({"amount": "1"}, {"ends_on": "2030-01-01"}, {"clauses": ""}):
        with pytest.raises(Invalid, match="已经签了"):
            records.change(signed, values, by=seller.actor, at=at)
    assert records.change(signed, {"note": "原件在档案室"}, by=seller.actor, at=at).note


def test_renewal_is_talked_about_in_time(seller, signed):
    assert signed.renew_on == dt.date(2026, 12, 1)
    today = dt.date.today()
    due = {"starts_on": today - dt.timedelta(300), "ends_on": today + dt.timedelta(29)}
    Contract.objects.filter(pk=signed.pk).update(renew_on=today, **due)
    assert (
        "年度供气合同"
        in seller.browser().get("/contracts/?state=signed&renew_on__within=last_3650_days").text
    )
    Contract.objects.filter(pk=signed.pk).update(renew_on=today + dt.timedelta(1))
    page = seller.browser().get("/contracts/?state=signed&renew_on__within=last_3650_days").text
    assert "年度供气合同" not in page


def test_renew_goes_on_for_as_long_from_the_day_after(seller, signed, at):
    fresh = renew(signed, by=seller.actor, at=at)
    assert (fresh.starts_on, fresh.ends_on) == (dt.date(2027, 1, 1), dt.date(2027, 12, 31))
    assert (fresh.renews, fresh.amount, fresh.state) == (signed, 120_000_00, "draft")
    assert Contract.objects.get(pk=signed.pk).state == "renewed"
    with pytest.raises(OutOfTurn):
        renew(signed, by=seller.actor, at=at)
    assert Contract.objects.count() == 2


def test_a_contract_without_a_term_cannot_be_renewed(seller, make_contract, at):
    contract = make_contract(seller.actor, starts_on="", ends_on="")
    contract = sign(contract, signed_on=FIRST, by=seller.actor, at=at)
    with pytest.raises(NoTerm):
        renew(contract, by=seller.actor, at=at)
    assert Contract.objects.get().state == "signed"


def test_terminate_keeps_the_reason(seller, signed):
    answer = seller.browser().post(f"/contracts/{signed.pk}/terminate/", {"reason": "对方停产"})
    assert answer.status_code == 303
    assert Contract.objects.get().ended_reason == "对方停产"


def test_a_contract_ends_the_day_after_its_last(signed):
    last = dt.datetime(2026, 12, 31, 4, tzinfo=dt.UTC)
    assert expire(by=CLOCK, at=last) == 0
    assert expire(by=CLOCK, at=last + dt.timedelta(1)) == 1
    assert Contract.objects.get().state == "ended"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"ends_on": "2025-12-31"}, "ends_on"),
        ({"signed_on": "2027-01-01"}, "ends_on"),
        ({"amount": "-1"}, "amount"),
    ],
)
def test_a_contract_that_makes_no_sense_is_refused(seller, make_contract, values, field):
    with pytest.raises(Invalid) as refused:
        make_contract(seller.actor, **values)
    assert list(refused.value.errors) == [field]
    assert not Contract.objects.exists()


def test_it_cannot_be_signed_after_it_ended(seller, make_contract):
    contract = make_contract(seller.actor)
    answer = seller.browser().post(f"/contracts/{contract.pk}/sign/", {"signed_on": "2027-03-01"})
    assert answer.status_code in (303, 422)
    assert Contract.objects.get().state == "draft"
