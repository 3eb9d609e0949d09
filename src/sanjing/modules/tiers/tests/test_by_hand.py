"""What people decide: a tier by hand, the grade that follows, and the floor that tiers only add to."""

from __future__ import annotations

import pytest

from sanjing.foundation.entities import records
from sanjing.foundation.entities.errors import Invalid
from sanjing.modules.customers.models import Customer
from sanjing.modules.scores.tests.conftest import AT, SYSTEM
from sanjing.modules.tiers.actions.follow_tier import LowersGrade, follow_tier
from sanjing.modules.tiers.actions.free_tier import NotFixed, free_tier
from sanjing.modules.tiers.actions.set_floor import set_floor
from sanjing.modules.tiers.actions.set_tier import set_tier
from sanjing.modules.tiers.models import CustomerTier, ServiceFloor
from sanjing.modules.tiers.tests.conftest import (
    LATER,
    add_tier,
    give_margin,
    one_of,
    run,
)


def test_a_tier_set_by_hand_stays_until_it_is_freed(firm):
    customer, boss = one_of(firm.tiers.c), firm.boss
    browser = boss.browser()
    form = browser.get(f"/customers/{customer.pk}/set_tier/").text
    assert "还没有转介绍的记录" in form
    set_tier(customer, to=firm.tiers.a, reason="行业龙头，带来过同行", by=boss.actor, at=AT)
    assert run() <= 1
    page = browser.get(f"/customers/{customer.pk}/").text
    assert "行业龙头，带来过同行" in page and "把分级定为“金牌”" in page
    assert CustomerTier.objects.get(pk=customer.pk).ruled == firm.tiers.c
    free_tier(customer, by=boss.actor, at=LATER)
    assert CustomerTier.objects.get(pk=customer.pk).tier == firm.tiers.c
    with pytest.raises(NotFixed):
        free_tier(customer, by=boss.actor, at=LATER)
    assert "手定分级" not in firm.seller.browser().get(f"/customers/{firm.customers[0].pk}/").text


def test_nobody_is_lowered_without_a_look_at_their_referrals(firm):
    customer = one_of(firm.tiers.c)
    customer = records.change(customer, {"grade": "a"}, by=SYSTEM, at=AT)
    with pytest.raises(LowersGrade, match="先看转介绍"):
        follow_tier(customer, by=firm.boss.actor, at=AT)
    assert follow_tier(customer, lower=True, by=firm.boss.actor, at=AT).grade == "c"
    best = one_of(firm.tiers.a)
    assert follow_tier(best, by=firm.boss.actor, at=AT).grade == "a"


def test_only_rises_change_grades_by_themselves(firm):
    floor = {"contact_days": 90, "answer_days": 3, "visit_days": None, "follows": "raised"}
    set_floor(floor, by=firm.boss.actor, at=AT)
    up, down = one_of(firm.tiers.c), one_of(firm.tiers.a)
    for one in (up, down):
        records.change(one, {"grade": "b"}, by=SYSTEM, at=AT)
    give_margin(up, firm.tiers.first * 2)
    give_margin(down, 0)
    run()
    grades = dict(Customer.objects.filter(pk__in=[up.pk, down.pk]).values_list("pk", "grade"))
    assert grades == {up.pk: "a", down.pk: "b"}
    assert not Customer.objects.exclude(pk__in=grades).exclude(grade="").exists()


def test_a_tier_may_only_give_more_than_everybody_gets(firm):
    with pytest.raises(Invalid, match="服务底线是 90 天，每位客户都有"):
        add_tier(name="少管", rank=9, contact_days=120)
    with pytest.raises(Invalid, match="“金牌”写着 30 天，比底线的 20 天还少"):
        set_floor({"contact_days": 20, "answer_days": 3, "visit_days": None}, by=SYSTEM, at=AT)
    browser = firm.boss.browser()
    asked = {"contact_days": "20", "answer_days": "2", "visit_days": "", "follows": "proposed"}
    page = browser.post("/settings/service-floor/", asked)
    assert page.status_code == 422 and "各级只能多给" in page.text
    browser.post("/settings/service-floor/", asked | {"contact_days": "60"})
    assert ServiceFloor.objects.get().contact_days == 60
    assert firm.seller.browser().get("/settings/service-floor/").status_code == 403
