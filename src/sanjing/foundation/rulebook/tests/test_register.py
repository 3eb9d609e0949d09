"""The register of rules: words, owners, versions, checks and cases."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from sanjing.foundation.accounts.guards import AdministratorRequired
from sanjing.foundation.approvals.actions import save_rule
from sanjing.foundation.entities import batches, records, registry
from sanjing.foundation.rulebook import queries
from sanjing.foundation.rulebook.actions import assign
from sanjing.foundation.rulebook.declaring import Period, find
from sanjing.foundation.rulebook.models import RuleOwner
from sanjing.modules.customers.actions.set_pool_rules import set_pool_rules
from sanjing.modules.promises.models import Promise
from sanjing.modules.quotes.actions.set_limits import set_limits

TODAY = timezone.localdate()
PERIOD = Period(TODAY - timedelta(30), TODAY)
POOL = {"silent_days": 30, "days_without_contact": 90, "daily_claim_limit": 5, "active": True}
UNCOUNTED = {"leadrule", "stage", "assumption"}
"""Kinds that say why nothing can be counted."""


def entry(key, actor, name=None):
    found = queries.entries(find(key), actor, PERIOD, TODAY)
    return next(one for one in found if name in (None, one.rule.key, one.rule.name))


@pytest.fixture
def floor(boss):
    values = {"name": "账期", "kind": "payment", "most": "60", "grade": "a"}
    now = timezone.now() - timedelta(9)
    made = records.create(registry.get("promisefloor"), values, by=boss.actor, at=now)
    return records.change(made, {"most": "45"}, by=boss.actor, at=timezone.now())


@pytest.fixture
def promised(seller, other_seller):
    """`promised(45, 30)` are promises of that many days to a customer of the seller."""

    def make(*terms: int, by=seller, **values):
        now = timezone.now()
        customer = registry.get("customer")
        mill = records.create(
            customer, {"name": f"面粉厂{terms}", "grade": "a"}, by=by.actor, at=now
        )
        given = {"customer": mill, "what": "账期", "kind": "payment", "due_on": TODAY}
        entity = registry.get("promise")
        return [
            records.create(entity, given | {"terms": str(n)} | values, by=by.actor, at=now)
            for n in terms
        ]

    return make


def test_a_rule_stands_in_words_with_its_versions(boss, floor):
    found = entry("promisefloor", boss.actor)

    assert found.rule.says == "账期：不超过 45 天（A 重点客户）"
    assert [one.number for one in found.versions] == [1, 2]
    assert [(a, b) for _label, a, b in found.versions[1].changes] == [("60", "45")]
    assert found.in_force and found.owner is None


def test_every_case_is_kept_approved_or_broken(boss, floor, promised):
    """What was made beyond the floor without approval is broken, as in old ledgers."""
    promised(45, 30, 40)
    beyond = promised(44, 43)
    Promise.objects.filter(pk=beyond[0].pk).update(terms=Decimal(90))
    Promise.objects.filter(pk=beyond[1].pk).update(terms=Decimal(80), floor=floor)
    check = entry("promisefloor", boss.actor).check

    assert (check.kept, check.approved, check.broken, check.open) == (3, 1, 1, 0)
    assert check.percent is None
    broken = queries.cases(entry("promisefloor", boss.actor).rule, boss.actor, PERIOD, "broken")
    assert [one.url for one in broken] == [f"/promises/{beyond[0].pk}/"]


def test_only_cases_that_one_sees_count(seller, other_seller, floor, promised):
    promised(30, by=seller)
    promised(31, 32, by=other_seller)
    page = seller.browser().get(f"/rules/promisefloor/{floor.pk}/").text

    assert entry("promisefloor", other_seller.actor).check.applied == 2
    assert "全部 1" in page
    assert "账期" in page


def test_a_closer_floor_takes_the_case(boss, seller, floor, promised):
    values = {
        "name": "湖北账期",
        "kind": "payment",
        "most": "90",
        "grade": "a",
        "role": "salesperson",
    }
    records.create(registry.get("promisefloor"), values, by=boss.actor, at=timezone.now())
    promised(80)

    assert entry("promisefloor", boss.actor, "账期").check.applied == 0
    assert entry("promisefloor", boss.actor, "湖北账期").check.kept == 1


def test_settings_tell_from_what_to_what(admin, boss):
    now = timezone.now()
    set_pool_rules({"a": POOL}, by=admin.actor, at=now - timedelta(2))
    set_pool_rules({"a": POOL | {"silent_days": 20}}, by=admin.actor, at=now - timedelta(1))
    set_pool_rules({"a": POOL | {"silent_days": 20}, "b": POOL}, by=admin.actor, at=now)
    found = entry("pool_rule", boss.actor, "a")

    assert len(found.versions) == 2
    (change,) = found.versions[1].changes
    assert "30 天没联系算沉默" in change[1] and "20 天没联系算沉默" in change[2]


def test_approval_rules_tell_whom_they_ask(admin, boss):
    step = {"who": "lead", "hours": 24}
    values = {"purpose": "quote.discount", "name": "大折扣"}
    rule = save_rule(None, values, [step], by=admin.actor, at=timezone.now())
    save_rule(rule, values, [step | {"hours": 8}], by=admin.actor, at=timezone.now())
    found = entry("approval_rule", boss.actor)

    assert "申请人的上级 8 小时内" in found.rule.says
    assert "24 小时内" in found.versions[1].changes[0][1]


def test_every_kind_counts_or_says_why_not(boss, admin, seller):
    now = timezone.now()
    limits = {role: Decimal(7) for role in seller.user.roles.all()}
    set_limits(limits, by=admin.actor, at=now)
    rules = (
        ("standingpromise", {"name": "一天到", "allowed": 1, "unit": "days", "valid_from": TODAY}),
        ("stagerule", {"name": "打电话", "stage": "potential", "after_days": 3}),
        ("leadrule", {"name": "全分"}),
    )
    for name, values in rules:
        batches.create_many(registry.get(name), [values], by=boss.actor, at=now)
    found = queries.register(boss.actor, PERIOD, TODAY)

    assert {one.rule.bylaw.key for one in found if one.check is None} <= UNCOUNTED
    assert "最多让 7%" in entry("discount_limit", boss.actor, "salesperson").rule.says
    assert all(one.rule.says for one in found)


def test_somebody_answers_for_it_and_that_stands_in_the_list(admin, manager, boss, floor):
    rule = entry("promisefloor", boss.actor).rule
    address = f"/rules/promisefloor/{floor.pk}/"
    with pytest.raises(AdministratorRequired):
        assign(rule, manager.user, by=manager.actor, at=timezone.now())
    assert not RuleOwner.objects.exists()
    admin.browser().post(f"{address}owner/", {"person": manager.user.pk})

    unowned = boss.browser().get("/rules/", {"unowned": "1"}).text
    assert entry("promisefloor", boss.actor).owner == manager.user
    assert address not in unowned and address in boss.browser().get("/rules/").text
    assert "周建国" in boss.browser().get("/rules/", {"as": "csv"}).text


def test_who_sees_no_rule_sees_no_register(outsider, floor):
    assert outsider.browser().get("/rules/").status_code == 403
    assert outsider.browser().get(f"/rules/promisefloor/{floor.pk}/").status_code == 404
