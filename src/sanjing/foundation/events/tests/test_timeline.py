"""History as its reader may know it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.utils import timezone, translation

from sanjing.foundation.accounts.actor import FieldRule, Scope, system_actor
from sanjing.foundation.entities import records, registry
from sanjing.foundation.events.timeline import timeline_of
from tests.support.factories import make

pytestmark = pytest.mark.django_db
CUSTOMER = registry.get("customer")


@pytest.fixture
def history(boss):
    """A customer with a contact, whose phone was changed."""
    customer = make(CUSTOMER, boss.actor, name="长风", phone="13800138000")
    contact = make(registry.get("contact"), boss.actor, name="张伟", customer=customer)
    now = timezone.now()
    records.change(customer, {"phone": "13911112222", "grade": "a"}, by=boss.actor, at=now)
    records.remove(contact, by=boss.actor, at=now)
    return customer


def read(customer, reader, **asked):
    return timeline_of(CUSTOMER, customer, reader, **asked)


def test_the_newest_comes_first_with_what_hangs_on_the_customer(history, boss) -> None:
    names = [line.name for line in read(history, boss.actor)]
    assert names == ["contact.removed", "customer.changed", "contact.created", "customer.created"]
    assert [line.who for line in read(history, boss.actor)] == ["钱总"] * 4


def test_jobs_are_named_in_the_language_of_the_reader_and_people_are_not(history, boss) -> None:
    records.change(history, {"grade": "b"}, by=system_actor("公海规则"), at=timezone.now())
    with translation.override("en"):
        assert [line.who for line in read(history, boss.actor)][:2] == ["Pool rules", "钱总"]


def test_a_change_tells_before_and_after_in_words(history, boss) -> None:
    changes = {
        label: (before, after) for label, before, after in read(history, boss.actor)[1].changes
    }
    assert changes["电话"] == ("13800138000", "13911112222")
    assert changes["级别"] == ("", "A 重点")


def test_changes_are_told_in_the_order_of_the_fields(history, boss) -> None:
    new = {
        "region": "44",
        "industry": "C",
        "source": "展会",
        "phone": "95588",
        "email": "a@b.cn",
        "website": "https://a.cn",
    }
    records.change(history, new, by=boss.actor, at=timezone.now())
    told = [label for label, _before, _after in read(history, boss.actor)[0].changes]
    labels = [str(field.label) for field in CUSTOMER.fields_for(boss.actor).values()]
    assert len(told) >= 4 and told == sorted(told, key=labels.index)


@pytest.mark.parametrize("rule", [FieldRule.HIDDEN, FieldRule.MASKED])
def test_history_obeys_the_rules_of_fields(history, boss, rule) -> None:
    reader = replace(boss.actor, field_rules={"customer": {"phone": rule, "grade": rule}})
    shown = str(read(history, reader))
    assert "13800138000" not in shown and "13911112222" not in shown and "A 重点" not in shown
    assert ("电话" in shown) == (rule is FieldRule.MASKED)


def test_who_may_not_see_contacts_reads_nothing_of_them(history, boss) -> None:
    nothing = dict.fromkeys(("see", "change"), Scope.NONE)
    reader = replace(boss.actor, grants={**boss.actor.grants, "contact": nothing})
    assert "张伟" not in str(read(history, reader))
    assert {line.name for line in read(history, reader)} == {"customer.created", "customer.changed"}


def test_history_is_read_in_pages_and_by_kind(history, boss) -> None:
    assert len(read(history, boss.actor, limit=2)) == 2
    kinds = {line.name for line in read(history, boss.actor, kind="contact")}
    assert kinds == {"contact.created", "contact.removed"}


def test_a_link_still_reads_well_when_its_target_is_gone(boss) -> None:
    parent = make(CUSTOMER, boss.actor, name="总公司")
    record = make(CUSTOMER, boss.actor)
    now = timezone.now()
    records.change(record, {"parent": parent}, by=boss.actor, at=now)
    records.remove(parent, by=boss.actor, at=now)
    assert ("上级单位", "", "总公司") in read(record, boss.actor)[0].changes


def planned(customer, by, times: int) -> None:
    """Each visit plans the next one; the task it makes is told by the visit's own line."""
    for number in range(times):
        make(
            registry.get("activity"), by, customer=customer, kind="visit",
            summary=f"第{number}次", next_date="2099-01-01", next_step=f"第{number}步",
        )  # fmt: skip


def test_lines_that_say_nothing_do_not_shorten_a_page(boss) -> None:
    customer = make(CUSTOMER, boss.actor)
    planned(customer, boss.actor, 4)
    assert [line.name for line in read(customer, boss.actor, limit=5)] == [
        *["activity.created"] * 4, "customer.created",
    ]  # fmt: skip


def test_the_whole_history_leads_to_its_beginning(boss, monkeypatch) -> None:
    monkeypatch.setattr("sanjing.foundation.entities.views.detail.MORE", 3)
    customer = make(CUSTOMER, boss.actor)
    planned(customer, boss.actor, 4)
    browser, address, told = boss.browser(), "", ""
    for _page in range(2):
        page = browser.get(f"/customers/{customer.pk}/timeline/{address}").text
        told += page
        address = "".join(re.findall(r'href="(\?before=\d+)"', page))
    assert "第0次" in told and "新建了客户" in told and not address


def test_a_hub_tells_no_more_of_what_hangs_on_it_than_its_reader_sees(seller, manager) -> None:
    customer = make(CUSTOMER, seller.actor, name="长风", owner=seller.user)
    order = make(registry.get("order"), seller.actor, customer=customer, owner=seller.user)
    grants = {"customer": {"see": Scope.ALL}, "order": {"see": Scope.MINE}}
    reader = replace(manager.actor, grants=grants)
    assert order.reference not in str(read(customer, reader))
    assert order.reference in str(read(customer, replace(seller.actor, grants=grants)))
    wide = replace(reader, grants={**grants, "order": {"see": Scope.ALL}})
    assert order.reference in str(read(customer, wide))
