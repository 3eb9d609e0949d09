"""The home page for each kind of person."""

import datetime as dt

import pytest
from django.utils import timezone, translation

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.entities import records, registry
from sanjing.foundation.figures.actions import turn
from sanjing.modules.activities.models import Task
from sanjing.modules.customers.models import Customer
from sanjing.modules.orders.actions.sum_sales import sum_sales
from sanjing.modules.workbench import figures

SYSTEM = system_actor("测试")
QUERIES = 40


def create(entity, by=SYSTEM, **values):
    return records.create(registry.get(entity), values, by=by, at=timezone.now())


def day(offset):
    return (timezone.localdate() + dt.timedelta(offset)).isoformat()


def text(person):
    return person.browser().get("/").content.decode()


@pytest.fixture
def mine(seller):
    return create(
        "customer",
        name="江城瓷厂",
        owner=seller.user.pk,
        phone="13800138000",
        next_contact_date=day(-3),
    )


def test_a_new_company_is_shown_three_steps(admin):
    page = text(admin)
    assert "三步开始用起来" in page
    for address in ("/customers/import/", "/settings/users/new/", "/activities/new/"):
        assert f'href="{address}"' in page
        assert admin.browser().get(address).status_code == 200


def test_the_steps_go_once_there_is_a_customer(admin, mine):
    assert "三步开始用起来" not in text(admin)


def test_a_salesperson_sees_whom_to_contact_and_rings_with_one_tap(seller, mine):
    page = text(seller)
    assert "江城瓷厂" in page and "晚了 3 天" in page
    assert 'href="tel:13800138000"' in page
    assert f"/customers/{mine.pk}/log/" in page


def test_a_contact_planned_for_later_waits(seller):
    create("customer", name="以后再说", owner=seller.user.pk, next_contact_date=day(30))
    create("customer", name="眼前的", owner=seller.user.pk, next_contact_date=day(0))
    due = text(seller).partition("最近的变化")[0]
    assert "眼前的" in due and "以后再说" not in due


def test_a_colleagues_customer_is_not_told(other_seller, mine):
    create("customer", name="自己的", owner=other_seller.user.pk)
    assert "江城瓷厂" not in text(other_seller)


def test_an_overdue_task_is_done_with_one_button(seller, mine):
    task = create("task", by=seller.actor, title="送报价单", due_date=day(-2), customer=mine)
    assert "送报价单" in text(seller)
    answer = seller.browser().post(f"/tasks/{task.pk}/complete/", {"next": "/"})
    assert answer.headers["location"] == "/"
    assert Task.objects.get(pk=task.pk).done_at
    assert "送报价单" not in text(seller).partition("最近的变化")[0]


def test_a_silent_customer_is_pointed_out(seller, mine):
    long_ago = timezone.now() - dt.timedelta(days=120)
    Customer.objects.filter(pk=mine.pk).update(last_contacted_at=long_ago, owned_since=long_ago)
    assert "120 天没联系" in text(seller)


def test_a_salesperson_is_spared_the_companys_numbers(seller, mine):
    create("order", customer=mine, ordered_on=day(0), amount="100")
    page = text(seller)
    assert "本月销售" not in page and "data-chart" not in page


def test_the_boss_sees_the_numbers_and_each_opens_what_it_counts(boss, mine):
    create("order", customer=mine, ordered_on=day(0), amount="123.45")
    create("order", customer=mine, ordered_on=day(0), amount="7", state="cancelled")
    page = text(boss)
    assert "¥123.45" in page
    assert "data-chart=" in page
    links = [
        part.partition('"')[0].replace("&amp;", "&") for part in page.split('sj-stat" href="')[1:]
    ]
    assert len(links) == 4
    for link in links:
        listed = boss.browser().get(link).content.decode()
        assert "共 1 条" in listed, link


def test_the_numbers_are_less_by_what_came_back_and_say_so(boss, mine):
    lines = [{"product_name": "阀", "quantity": 4, "amount": "120"}]
    order = create("order", customer=mine, ordered_on=day(0), lines=lines)
    back = [{"line": 1, "quantity": 1}]
    one = create("return", order=order, reason="quality", asked_on=day(0), lines=back)
    for verb in ("agree", "receive"):
        one.refresh_from_db()
        registry.get("return").actions[verb].run(one, {}, by=SYSTEM, at=timezone.now())
    page = text(boss)
    assert "¥90" in page and "已减退货 ¥30" in page and "已减去退货，按收到退货的月份算" in page
    (link,) = {
        part.partition('"')[0] for part in page.split('href="')[1:] if "received_on" in part[:60]
    }
    assert "共 1 条" in boss.browser().get(link.replace("&amp;", "&")).text


def test_the_numbers_speak_the_language_of_the_reader(boss, mine):
    create("order", customer=mine.pk, ordered_on=day(0), amount=1_240_000, owner=boss.user.pk)
    sum_sales(at=timezone.now())
    said = {}
    for language in ("zh-hans", "zh-hant", "en"):
        with translation.override(language):
            sales, _chart = figures.sales_chart(boss.actor, timezone.localdate())
            shown = figures.figures(boss.actor, sales, timezone.localdate())
            said[language] = (shown[0].label, shown[3].value)
    assert said["zh-hans"] == ("客户", "¥124万")
    assert said["zh-hant"] == ("客戶", "¥124萬")
    assert said["en"] == ("Customers", "¥1.2M")


def test_changes_at_customers_out_of_sight_are_not_told(manager, other_seller, outsider, mine):
    assert "江城瓷厂" in text(manager)
    assert "江城瓷厂" not in text(outsider)
    assert "江城瓷厂" not in text(other_seller)


def test_masked_phones_stay_masked(make_person, mine):
    marketing = make_person("marketing", "何婷", role="marketing")
    Customer.objects.filter(pk=mine.pk).update(owner=marketing.user)
    page = text(marketing)
    assert "江城瓷厂" in page
    assert "13800138000" not in page and "tel:" not in page


def test_the_page_costs_the_same_with_many_rows(boss, manager, mine, django_assert_max_num_queries):
    for number in range(12):
        customer = create(
            "customer", name=f"客户{number}", owner=manager.user.pk, next_contact_date=day(-1)
        )
        create("task", by=manager.actor, title=f"事{number}", due_date=day(-1), customer=customer)
        create("order", customer=customer, ordered_on=day(-number * 20), amount="10")
    browser = manager.browser()
    browser.get("/")
    with django_assert_max_num_queries(QUERIES):
        browser.get("/")


def test_strangers_are_asked_to_log_in(client, db):
    assert client.get("/").status_code == 302


def test_a_large_company_counts_its_buyers_once_a_night(boss, mine):
    order = create("order", customer=mine.pk, ordered_on=day(-3), state="confirmed", amount="10")
    sum_sales(at=timezone.now())
    today = timezone.localdate()
    assert figures.buyers_of_late(boss.actor, today) == "1"
    turn(today, keeps=True)
    page = text(boss)
    assert f"截至 {today}" in page
    records.remove(order, by=SYSTEM, at=timezone.now())
    sum_sales(at=timezone.now())
    assert figures.buyers_of_late(boss.actor, today) == "1"
    turn(today, keeps=True)
    assert figures.buyers_of_late(boss.actor, today) == "0"
