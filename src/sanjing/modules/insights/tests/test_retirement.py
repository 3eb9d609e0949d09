"""Letting go of a customer: only a proposal, decided by others, and nobody is deleted."""

from __future__ import annotations

import pytest

from sanjing.foundation.approvals.actions import approve, refuse, save_rule
from sanjing.foundation.approvals.models import Approval
from sanjing.foundation.entities import records
from sanjing.foundation.entities.guards import Held
from sanjing.foundation.events.models import Event
from sanjing.modules.customers.models import Customer
from sanjing.modules.insights.actions.propose_retirement import (
    PURPOSE,
    NobodyDecides,
    NotForRetirement,
    propose_retirement,
)
from sanjing.modules.scores.actions import score
from sanjing.modules.scores.actions.score import ask, carry_out
from sanjing.modules.scores.models import CustomerScore
from sanjing.modules.scores.tests.conftest import AT, SYSTEM, firm, written  # noqa: F401


@pytest.fixture
def scored(firm, monkeypatch):  # noqa: F811
    """The firm with scores, of whose first two customers one is small and disloyal and one is not."""
    monkeypatch.setattr(score, "MONTHS", 0)
    carry_out(ask(at=AT), at=AT)
    small, large = firm["customers"][:2]
    CustomerScore.objects.filter(pk=small.pk).update(quadrant="small_disloyal")
    CustomerScore.objects.filter(pk=large.pk).update(quadrant="large_disloyal")
    return firm | {"small": small, "large": large}


@pytest.fixture
def ruled(scored):
    boss = [{"who": "people", "people": [scored["boss"].user.pk]}]
    save_rule(None, {"purpose": PURPOSE, "name": "淘汰老板批"}, boss, by=SYSTEM, at=AT)
    return scored


def propose(firm, outcome="pool", which="small"):  # noqa: F811
    by = firm["seller"].actor
    return propose_retirement(firm[which], reason="两年没起色", outcome=outcome, by=by, at=AT)


def test_nobody_is_proposed_without_somebody_to_decide_or_who_is_not_small_and_disloyal(scored):
    with pytest.raises(NobodyDecides):
        propose(scored)
    with pytest.raises(NotForRetirement):
        propose(scored, which="large")
    assert not Approval.objects.exists()
    assert not Event.objects.filter(name="customer.retirement_proposed").exists()


def test_the_page_offers_it_for_the_small_and_disloyal_alone(scored):
    browser = scored["seller"].browser()
    assert "提议淘汰" in browser.get(f"/customers/{scored['small'].pk}/").text
    assert "提议淘汰" not in browser.get(f"/customers/{scored['large'].pk}/").text
    refused = browser.post(
        f"/api/customers/{scored['large'].pk}/propose_retirement",
        {"reason": "没起色", "outcome": "pool"}, content_type="application/json",
    )  # fmt: skip
    assert (refused.status_code, refused.json()["code"]) == (409, "not_for_retirement")


def test_under_review_nothing_changes_and_those_who_decide_see_what_speaks_for_it(ruled):
    boss, seller = ruled["boss"], ruled["seller"].browser()
    address = f"/customers/{ruled['small'].pk}/propose_retirement/"
    assert seller.post(address, {"reason": "两年没起色", "outcome": "pool"}).status_code == 303
    with pytest.raises(Held):
        customer = Customer.objects.get(pk=ruled["small"].pk)
        records.change(customer, {"name": "改名"}, by=boss.actor, at=AT)
    with pytest.raises(Held):
        propose(ruled, "quiet")
    page = boss.browser().get(f"/customers/{ruled['small'].pk}/").text
    assert "淘汰前看一眼" in page and "还没有转介绍的记录" in page and "近一年毛利" in page
    assert "两年没起色" in page
    assert Customer.objects.get(pk=ruled["small"].pk).owner_id is not None


@pytest.mark.parametrize("outcome", ["pool", "quiet"])
def test_agreed_to_the_customer_is_of_the_lowest_grade_and_still_there(ruled, outcome):
    Customer.objects.filter(pk=ruled["small"].pk).update(grade="c" if outcome == "quiet" else "a")
    propose(ruled, outcome)
    approve(Approval.objects.get(), by=ruled["boss"].actor, at=AT)
    customer = Customer.objects.get(pk=ruled["small"].pk)
    assert (customer.grade, customer.removed_at) == ("c", None)
    assert (customer.owner_id is None) == (outcome == "pool")
    told = Event.objects.get(name="customer.retired", record_id=customer.pk)
    assert (told.data["reason"], told.data["outcome"]) == ("两年没起色", outcome)
    page = ruled["boss"].browser().get(f"/customers/{customer.pk}/").text
    assert "淘汰前看一眼" not in page


def test_refused_all_stays_as_it_was_and_one_may_be_proposed_again(ruled):
    propose(ruled)
    before = Customer.objects.values().get(pk=ruled["small"].pk)
    refuse(Approval.objects.get(), comment="再试半年", by=ruled["boss"].actor, at=AT)
    assert Customer.objects.values().get(pk=ruled["small"].pk) == before
    assert not Event.objects.filter(name="customer.retired").exists()
    propose(ruled)
    assert Approval.objects.filter(state="waiting").count() == 1
