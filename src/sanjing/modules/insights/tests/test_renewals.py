"""续约: contracts by the money that may not come again, with reasons, only for whom they are seen by."""

from __future__ import annotations

import datetime as dt
import re
from random import Random
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from sanjing.foundation.accounts.models import Role
from sanjing.foundation.entities import batches, paging, records, registry
from sanjing.foundation.entities.asking import read
from sanjing.modules.insights.renewals import running
from sanjing.modules.quotes.actions.renew import renew
from sanjing.modules.quotes.actions.sign import sign
from sanjing.modules.quotes.actions.terminate import terminate
from sanjing.modules.quotes.models import Contract
from sanjing.modules.scores.actions import score
from sanjing.modules.scores.actions.score import ask, carry_out
from sanjing.modules.scores.marts import marts
from sanjing.modules.scores.models import ContractChance
from sanjing.modules.scores.queries import last_run
from sanjing.modules.scores.renewed import told_in
from sanjing.modules.scores.renewing import renewing
from sanjing.modules.scores.tests.conftest import AT, SYSTEM, TODAY, found_firm

PAGE = "/insights/renewals/"
TERMS, DAYS = 6, 150
LISTED = re.compile(r'class="sj-title" href="/contracts/(\d+)/"')


def day(ago: int) -> str:
    return (TODAY - dt.timedelta(ago)).isoformat()


def written_down(people: dict[str, Any]) -> list[dict[str, Any]]:
    """Terms of 150 days of each customer, the last still running; who was upset in time mostly goes."""
    rng, rows, upset = Random(4), [], []
    for customer in people["customers"]:
        end = (TERMS - 1) * DAYS - 40 - rng.randrange(60)
        for _term in range(TERMS):
            rows.append({
                "customer": customer, "owner": customer.owner, "title": "年度保养",
                "amount": str(1000 + 10 * len(rows)),
                "starts_on": day(end + DAYS - 1), "ends_on": day(end), "signed_on": day(end + DAYS + 9),
            })  # fmt: skip
            angry = rng.random() < 0.3
            if angry:
                upset.append(
                    {"customer": customer, "happened_at": f"{day(end + 90)} 10:00", "mood": "upset"}
                )
            if rng.random() < (0.85 if angry else 0.08):
                break
            end -= DAYS
    assert not batches.create_many(registry.get("activity"), upset, by=SYSTEM, at=AT).refused
    return rows


@pytest.fixture(scope="module")
def written(all_along):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(score, "MONTHS", 0)
        people = found_firm(Random(20260630))
        made = batches.create_many(registry.get("contract"), written_down(people), by=SYSTEM, at=AT)
        assert not made.refused
        carry_out(ask(at=AT), at=AT)
    return people


@pytest.fixture
def firm(written, db):
    """The firm, in a transaction of the test's own."""
    return written


def again() -> None:
    carry_out(ask(at=AT), at=AT)


def test_contracts_are_listed_by_the_money_that_may_not_come_again(firm):
    told = told_in(last_run().facts)
    assert (
        told.method == "model"
        and told.proved.skill > 0
        and told.running == ContractChance.objects.count() > 10
    )
    page = firm["boss"].browser().get(PAGE).text
    rows = ContractChance.objects.order_by("-stake", "-contract__amount", "pk")
    assert [int(pk) for pk in LISTED.findall(page)] == [one.pk for one in rows[:50]]
    for one in rows:
        assert one.stake == pytest.approx(one.chance * one.contract.amount / 100, rel=0.5, abs=100)
    assert f"{told.proved.contracts} 份检验" in page and "检验过：说最危险的十分之一" in page


def test_who_was_upset_in_time_is_told_why(firm):
    calm = ContractChance.objects.order_by("chance").first().contract
    values = {
        "customer": calm.customer,
        "happened_at": f"{day(20)} 10:00",
        "mood": "upset",
        "kind": "visit",
    }
    before = ContractChance.objects.get(pk=calm.pk).chance
    records.create(registry.get("activity"), values, by=SYSTEM, at=AT)
    again()
    after = ContractChance.objects.get(pk=calm.pk)
    assert after.chance > before + 20
    why = "近半年有 1 次不愉快或要处理的事。"
    browser = firm["boss"].browser()
    for page in (PAGE, f"/contracts/{calm.pk}/"):
        text = browser.get(page).text
        assert why in text and f"{after.chance}%" in text, page


def test_every_month_leads_to_the_contracts_it_counts(firm):
    entity, boss = registry.get("contract"), firm["boss"].actor
    found = running(boss, TODAY, 50, PAGE)
    assert sum(one.contracts for one in found.months) == found.contracts > 0
    for one in found.months:
        question = read(QueryDict(urlsplit(one.url).query), entity, boss)
        rows = paging.rows_of(entity, boss, question)
        assert (rows.count(), sum(row.amount for row in rows)) == (one.contracts, one.amount)


def test_the_list_of_contracts_sorts_and_filters_by_the_chance(firm):
    asked = "/api/contracts?renewal_stake__above=0&sort=-renewal_stake&limit=100&fields=id,renewal_stake,renewal_risk"
    rows = firm["boss"].browser().get(asked).json()["data"]
    kept = ContractChance.objects.filter(stake__gt=0).order_by("-stake", "-pk")[:100]
    assert (
        {row["id"]: row["renewal_risk"] for row in rows}
        == {one.pk: one.chance for one in kept}
        != {}
    )


def test_a_renewed_and_a_terminated_contract_are_off_the_list_and_a_draft_of_the_next_is_not_enough(
    firm,
):
    kept = [one.contract for one in ContractChance.objects.order_by("pk")[:3]]
    Contract.objects.filter(pk__in=[one.pk for one in kept]).update(state="signed")
    drafted, renewed, stopped = [Contract.objects.get(pk=one.pk) for one in kept]
    boss = firm["boss"].actor
    renew(drafted, by=boss, at=AT)
    sign(renew(renewed, by=boss, at=AT), signed_on=TODAY, by=boss, at=AT)
    terminate(stopped, reason="停产", by=boss, at=AT)
    again()
    left = set(ContractChance.objects.values_list("pk", flat=True))
    assert drafted.pk in left and not {renewed.pk, stopped.pk} & left


def test_a_seller_sees_the_contracts_of_their_customers_only(firm):
    mine = ContractChance.objects.filter(contract__customer__owner=firm["seller"].user)
    page = firm["seller"].browser().get(PAGE).text
    assert {int(pk) for pk in LISTED.findall(page)} == {one.pk for one in mine} != set()
    assert f"您看得到的、还没续的 {len(mine)} 份合同" in page


@pytest.mark.parametrize("entity", ["order", "contract"])
@pytest.mark.parametrize("rule", ["hidden", "masked"])
def test_from_whom_amounts_are_hidden_the_chances_are_too(firm, entity, rule):
    role = Role.objects.get(key="service")
    role.field_rules = {**role.field_rules, entity: {"amount": rule}}
    role.save()
    browser = firm["service"].browser()
    assert browser.get(PAGE).status_code == 403
    one = ContractChance.objects.order_by("-stake").first()
    assert "不续约的可能" not in browser.get(f"/contracts/{one.pk}/").text


def test_with_too_few_ended_contracts_the_page_says_how_many_it_takes(firm):
    running = ContractChance.objects.values_list("pk", flat=True)
    ended = list(Contract.objects.exclude(pk__in=list(running)).order_by("-ends_on")[12:])
    for one in ended:
        records.remove(one, by=SYSTEM, at=AT)
    again()
    told = told_in(last_run().facts)
    assert told.missing and not ContractChance.objects.exclude(chance=None).exists()
    page = firm["boss"].browser().get(PAGE).text
    assert f"看得出结果的合同 {told.ended} 份" in page and "两样各要 20 份" in page
    assert LISTED.findall(page)


def test_a_firm_without_contracts_pays_one_question_for_it(firm):
    given = marts(TODAY)
    Contract.objects.all().delete()
    with CaptureQueriesContext(connection) as asked:
        assert renewing(given.purchases, TODAY) == {}
    assert len(asked) <= 3
    again()
    page = firm["boss"].browser().get(PAGE).text
    assert "还没有写明起止日期的合同" in page and "/contracts/new/" in page
