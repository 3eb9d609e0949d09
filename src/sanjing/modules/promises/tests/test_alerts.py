"""Who is reminded of what is due: the one who promised, then their manager."""

import pytest
from django.utils import timezone

from sanjing.foundation.approvals.models import Approval
from sanjing.foundation.entities import records, registry
from sanjing.modules.promises.actions.mark_late import mark_late
from sanjing.modules.promises.tests.conftest import day

pytestmark = pytest.mark.django_db
HEADING = "要兑现的承诺"


def home(person) -> str:
    return person.browser().get("/").text


def test_the_promiser_sees_what_is_due_soon_and_late(promise, seller, manager) -> None:
    promise(what="送合同", due=2)
    promise(what="装热水器", due=9)
    page = home(seller)
    assert (
        "送合同" in page and "装热水器" not in page.partition(HEADING)[2].partition("</section>")[0]
    )
    assert HEADING not in home(manager)


def test_the_manager_sees_it_after_two_days(promise, seller, manager, boss, other_seller) -> None:
    promise(what="昨天到期", due=-1, made=-5)
    promise(what="前天到期", due=-2, made=-5)
    mark_late(by=boss.actor, at=timezone.now())
    told = home(manager).partition(HEADING)[2].partition("</section>")[0]
    assert "林晓梅：前天到期" in told and "昨天到期" not in told
    assert "晚了 1 天" in home(seller)
    assert HEADING not in home(other_seller)


def test_what_waits_for_approval_is_told_on_the_first_page(promise, floor, rule, manager) -> None:
    floor("payment", most="30")
    promise(kind="payment", terms="60", due_on=day(3))
    assert Approval.objects.count() == 1
    assert "1 件事等您审批" in home(manager)


def test_a_customer_in_the_bin_does_not_stop_the_clock_of_the_others(
    promise, seller, boss, mill
) -> None:
    now = timezone.now()
    other = records.create(registry.get("customer"), {"name": "别家"}, by=seller.actor, at=now)
    binned, late = promise(due=-1, made=-5), promise(due=-1, made=-5, customer=other)
    records.remove(mill, by=boss.actor, at=now)
    assert mark_late(by=boss.actor, at=now) == 1
    for one, state in ((binned, "open"), (late, "late")):
        one.refresh_from_db()
        assert one.state == state
