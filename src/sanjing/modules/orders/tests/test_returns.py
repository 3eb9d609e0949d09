"""Goods that come back: what may, for how much, step by step."""

import datetime as dt
from decimal import Decimal

import pytest

from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.errors import Invalid, Refusal
from sanjing.foundation.entities.guards import Held
from sanjing.foundation.events.models import Event
from sanjing.modules.orders.actions.cancel import cancel
from sanjing.modules.orders.actions.keep_returns import HasReturns
from sanjing.modules.orders.models import CustomerSales, Return, ReturnLine
from sanjing.modules.orders.sales import sales_by_month

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 3, 10, 9, tzinfo=dt.UTC)
VALVES = {"product_name": "减压阀", "quantity": 3, "amount": "1.00"}
HOSES = {"product_name": "波纹管", "quantity": "2.5", "amount": "50"}


@pytest.fixture
def mill(seller):
    return records.create(registry.get("customer"), {"name": "江城面粉厂"}, by=seller.actor, at=AT)


@pytest.fixture
def order(mill, seller):
    values = {"customer": mill, "ordered_on": "2026-02-20", "lines": [VALVES, HOSES]}
    return records.create(registry.get("order"), values, by=seller.actor, at=AT)


@pytest.fixture
def bring(order, seller):
    """`bring((1, 2))`: two of the first line are to come back."""

    def make(*lines, by=None, **values):
        given = [{"line": line, "quantity": quantity} for line, quantity in lines]
        values = {
            "order": order, "reason": "quality", "asked_on": "2026-03-01", "lines": given,
        } | values  # fmt: skip
        return records.create(registry.get("return"), values, by=(by or seller).actor, at=AT)

    return make


def go(record, *verbs, by, **told):
    for verb in verbs:
        record = Return.objects.get(pk=record.pk)
        asked = told if verb in ("receive", "reject") else {}
        registry.get("return").actions[verb].run(record, asked, by=by.actor, at=AT)
    return Return.objects.get(pk=record.pk)


def amounts():
    return list(ReturnLine.objects.order_by("pk").values_list("amount", flat=True))


def test_parts_of_a_line_come_to_the_line(bring):
    for _ in range(3):
        bring((1, 1))
    assert amounts() == [33, 34, 33]
    with pytest.raises(Invalid, match="还能退 0"):
        bring((1, 1))
    assert Return.objects.count() == 3


def test_a_line_is_named_by_its_product_too_and_everything_left_comes_back(bring):
    one = bring(lines=[{"product_name": "波纹管", "quantity": ""}, {"line": "1 · 减压阀"}])

    rows = one.rows.order_by("pk").values_list("line", "quantity", "amount")
    assert [*rows] == [(2, Decimal("2.5"), 50_00), (1, Decimal(3), 1_00)]
    assert one.amount == 51_00


def test_what_was_taken_off_the_order_is_not_given_back(mill, seller, bring):
    values = {
        "customer": mill, "ordered_on": "2026-02-20", "discount": "5.10", "freight": "8",
        "lines": [VALVES, HOSES],
    }  # fmt: skip
    cheaper = records.create(registry.get("order"), values, by=seller.actor, at=AT)
    whole = bring(order=cheaper, lines=[{"line": 1}, {"line": 2}])
    assert whole.amount == cheaper.amount - 8_00 == 45_90


@pytest.mark.parametrize(
    ("lines", "why"),
    [([{"line": 3}], "没有“3”"), ([{"product_name": "锅"}], "没有“锅”"), ([{"quantity": 1}], "第几行"),
     ([{"line": 1, "quantity": -1}], "大于零"), ([{"line": 1, "quantity": "3.0001"}], "还能退 3"),
     ([{"line": 1, "quantity": 2}, {"line": 1, "quantity": 2}], "还能退 1"), (["1"], "不是一行")],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_kept(lines, why, bring):
    with pytest.raises(Invalid, match=why):
        bring(lines=lines)
    assert not Return.objects.exists() and not ReturnLine.objects.exists()


def test_a_return_is_not_of_a_draft_nor_before_its_order(bring, order, seller):
    with pytest.raises(Invalid, match="2026-02-20"):
        bring((1, 1), asked_on="2026-02-19")
    records.change(order, {"state": "draft"}, by=seller.actor, at=AT)
    with pytest.raises(Invalid, match="草稿"):
        bring((1, 1))


def test_goods_that_a_file_brought_back_do_not_come_back_again(mill, boss, bring):
    from sanjing.modules.orders.actions.import_lines import place_many

    rows = [
        {"reference": "A7", "customer": mill, "ordered_on": "2026-01-05", "product": "阀", "quantity": n,
         "unit_price": "1"} for n in ("5", "-2", "4")
    ]  # fmt: skip
    (placed,) = {one.pk: one for one in place_many(rows, by=boss.actor, at=AT).created.values()}
    given = {"order": registry.get("order").model.objects.get(pk=placed)}
    with pytest.raises(Invalid, match="卖出 5，还能退 3"):
        bring(lines=[{"line": 1, "quantity": 4}], **given)
    assert bring(lines=[{"line": 1}, {"line": 3}], **given).amount == 7_00


def test_from_the_first_word_to_settled_with_an_event_each(bring, seller, mill):
    one = go(bring((1, 2)), "agree", "receive", "settle", by=seller, received_on="2026-03-04")

    assert (one.state, one.received_on) == ("settled", dt.date(2026, 3, 4))
    names = Event.objects.filter(entity="return").order_by("pk").values_list("name", "hub_id")
    steps = ("created", "agreed", "received", "settled")
    assert [*names] == [(f"return.{step}", mill.pk) for step in steps]
    page = seller.browser().get(f"/customers/{mill.pk}/").text
    assert "收到了退货" in page and "累计消费已减去退货" in page
    with pytest.raises(Refusal):
        go(one, "reject", by=seller, reason="晚了")


def test_a_rejected_return_leaves_the_goods_to_another(bring, seller):
    go(bring((1, 3)), "reject", by=seller, reason="过了七天")
    assert bring((1, 3)).amount == 1_00


def test_what_was_agreed_is_not_relined_and_another_order_never(bring, seller, order, mill):
    one = bring((1, 2))
    records.change(one, {"lines": [{"line": 1, "quantity": 1}]}, by=seller.actor, at=AT)
    assert Return.objects.get().amount == 33
    go(one, "agree", by=seller)
    with pytest.raises(Invalid, match="不能改明细"):
        records.change(one, {"lines": [{"line": 1, "quantity": 3}]}, by=seller.actor, at=AT)
    same = {"lines": [{"line": 1, "quantity": 1}], "note": "快递已取"}
    assert records.change(one, same, by=seller.actor, at=AT).amount == 33
    values = {"customer": mill, "ordered_on": "2026-02-01", "lines": [VALVES]}
    other = records.create(registry.get("order"), values, by=seller.actor, at=AT)
    with pytest.raises(Invalid, match="不能换订单"):
        records.change(one, {"order": other}, by=seller.actor, at=AT)


def test_an_order_stays_as_it_was_sold_while_something_comes_back(bring, boss, order, mill):
    one = bring((1, 1), by=boss)
    other = records.create(registry.get("customer"), {"name": "另一家"}, by=boss.actor, at=AT)
    for values in ({"lines": [VALVES]}, {"discount": "1"}, {"customer": other}):
        with pytest.raises(Held, match=one.reference):
            records.change(order, values, by=boss.actor, at=AT)
    with pytest.raises(Held):
        records.remove(order, by=boss.actor, at=AT)
    with pytest.raises(HasReturns):
        cancel(order, by=boss.actor, at=AT)
    order.refresh_from_db()
    assert (order.state, order.customer_id, order.removed_at) == ("confirmed", mill.pk, None)
    go(one, "reject", by=boss, reason="不退了")
    assert cancel(order, by=boss.actor, at=AT).state == "cancelled"


def test_what_came_in_is_not_thrown_away_and_what_comes_out_of_the_bin_must_fit(bring, boss):
    one = bring((1, 2), by=boss)
    records.remove(one, by=boss.actor, at=AT)
    two = bring((1, 3), by=boss)
    with pytest.raises(Refusal, match="退得比卖出的还多"):
        records.restore(registry.get("return"), one.pk, by=boss.actor, at=AT)
    go(two, "agree", "receive", by=boss)
    with pytest.raises(Held, match="不能删除"):
        records.remove(two, by=boss.actor, at=AT)


def test_sales_are_less_by_what_came_in_on_the_day_it_came(bring, seller, order, mill):
    one = go(bring((2, 1)), "agree", by=seller)
    assert CustomerSales.objects.get().amount == 51_00
    go(one, "receive", by=seller, received_on="2026-03-04")

    kept = CustomerSales.objects.get()
    assert (kept.amount, kept.returned, kept.count) == (31_00, 20_00, 1)
    february, march = sales_by_month(seller.actor, today=dt.date(2026, 3, 10), length=2).months
    assert (february.amount, february.returned, february.count) == (51_00, 0, 1)
    assert (march.amount, march.returned, march.count) == (-20_00, 20_00, 0)


def test_the_page_of_an_order_takes_goods_back_in_two_taps(seller, order):
    browser = seller.browser()
    assert "1 · 减压阀" in browser.get(f"/orders/{order.pk}/take_back/").text
    told = {"reason": "wrong", "quantity_1": "2", "note": "型号不对"}
    browser.post(f"/orders/{order.pk}/take_back/", told)

    one = Return.objects.get()
    assert (one.reason, one.amount, one.customer_id) == ("wrong", 67, order.customer_id)
    assert one.reference in browser.get(f"/orders/{order.pk}/").text
    browser.post(f"/orders/{order.pk}/take_back/", {"reason": "wrong", "everything": "on"})
    assert Return.objects.latest("pk").amount == 33 + 50_00
    assert browser.post(f"/orders/{order.pk}/take_back/", {"reason": "wrong"}).status_code == 422


def test_several_returns_of_one_request_are_reckoned_one_after_the_other(seller, order):
    rows = [
        {"order": order.pk, "reason": "other", "asked_on": "2026-03-01", "lines": [{"line": 1, "quantity": 1.5}]}
    ] * 2  # fmt: skip
    browser = seller.browser()
    answer = browser.post("/api/returns/bulk", {"create": rows}, content_type="application/json")
    assert answer.json()["refused"] == 0
    assert sorted(amounts()) == [50, 50] and [r.amount for r in Return.objects.all()] == [50, 50]
    more = [rows[0] | {"lines": [{"line": 2, "quantity": 2}]}] * 2
    answer = browser.post("/api/returns/bulk", {"create": more}, content_type="application/json")
    assert answer.json()["code"] == "return_beyond_order"
    assert Return.objects.count() == 2
