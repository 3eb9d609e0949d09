"""A rule with a text makes messages: written out for each customer, sent by hand the way they like."""

import datetime as dt

import pytest

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.errors import Invalid
from sanjing.modules.activities.actions.sent import sent
from sanjing.modules.activities.models import Activity, Task
from sanjing.modules.automation.actions.start_tasks import start_tasks

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 3, 10, 9, tzinfo=dt.UTC)
NIGHT = system_actor("阶段规则")
TEXT = "{联系人}您好，我是{负责人}。{客户名称}上次下单是｛最近下单｝。"


@pytest.fixture
def rule(boss):
    def make(**values):
        given = {"name": "问候", "stage": "regular", "message": TEXT, "way": "call"} | values
        return records.create(registry.get("stagerule"), given, by=boss.actor, at=AT)

    return make


@pytest.fixture
def record(seller):
    def make(entity, **values):
        return records.create(registry.get(entity), values, by=seller.actor, at=AT)

    return make


@pytest.fixture
def mill(record):
    mill = record(
        "customer", name="江城瓷厂", stage="regular", phone="02787654321", preferred_channel="email"
    )
    record("contact", customer=mill, name="先写下的")
    record("contact", customer=mill, name="别打扰", role="decides", do_not_contact=True)
    record(
        "contact",
        customer=mill,
        name="王经理",
        role="decides",
        email="wang@example.com",
        mobile="13800138000",
    )
    record("order", customer=mill, ordered_on="2026-02-03", amount="90")
    return mill


def test_the_text_is_filled_for_each_customer(rule, record, mill, seller):
    record("customer", name="赵大娘", kind="person", stage="regular", preferred_channel="wechat")
    rule()
    assert start_tasks(by=NIGHT, at=AT) == 2

    written = dict(Task.objects.values_list("customer__name", "message"))
    name = seller.user.name
    assert written["江城瓷厂"] == f"王经理您好，我是{name}。江城瓷厂上次下单是2026年2月3日。"
    assert written["赵大娘"] == f"赵大娘您好，我是{name}。赵大娘上次下单是｛最近下单｝。"
    assert dict(Task.objects.values_list("customer__name", "way")) == {
        "江城瓷厂": "email", "赵大娘": "wechat",
    }  # fmt: skip


def test_an_unknown_gap_is_refused_when_the_rule_is_written(rule):
    with pytest.raises(Invalid) as refused:
        rule(message="{客户}您好，{contact}")
    assert "{客户}" in refused.value.errors["message"][0]
    assert "{客户名称}" in refused.value.errors["message"][0]


def test_the_page_offers_the_way_they_like_first(rule, mill, seller, make_person):
    rule()
    start_tasks(by=NIGHT, at=AT)
    task = Task.objects.get()
    page = seller.browser().get(f"/tasks/{task.pk}/").text

    assert "给王经理" in page and "data-copy=" in page
    assert page.index("mailto:wang@example.com?subject=") < page.index("tel:13800138000")
    assert "body=%E7%8E%8B%E7%BB%8F%E7%90%86" in page and "sms:13800138000" in page
    hidden = (
        make_person("market", "冯薇", role="marketing").browser().get(f"/tasks/{task.pk}/").text
    )
    assert "tel:" not in hidden and "sms:" not in hidden


def test_what_is_not_filled_or_not_wanted_is_said(rule, record, mill, boss, seller):
    record("customer", name="新户", stage="regular")
    rule()
    start_tasks(by=NIGHT, at=AT)
    empty = Task.objects.get(customer__name="新户")
    assert "还没填上：联系人、最近下单" in seller.browser().get(f"/tasks/{empty.pk}/").text

    task = Task.objects.get(customer=mill)
    records.change(mill, {"do_not_contact": True}, by=boss.actor, at=AT)
    page = seller.browser().get(f"/tasks/{task.pk}/").text
    assert "不要发" in page and "mailto:" not in page and "data-copy" not in page


def test_sending_is_a_contact_and_is_counted(rule, record, mill, seller):
    record("customer", name="别来", stage="regular", do_not_contact=True)
    one = rule()
    start_tasks(by=NIGHT, at=AT)
    sent(Task.objects.get(), by=seller.actor, at=AT + dt.timedelta(hours=1))

    contact = Activity.objects.get()
    assert (contact.kind, contact.customer, contact.owner) == ("email", mill, seller.user)
    assert contact.summary.startswith("王经理您好")
    page = seller.browser().get("/stage-rules/coverage/").text
    assert "备好消息 1 条，已发 1 条" in page and "1 位请勿打扰，不安排" in page
    assert "要发给客户的话" in seller.browser().get(f"/stage-rules/{one.pk}/").text
