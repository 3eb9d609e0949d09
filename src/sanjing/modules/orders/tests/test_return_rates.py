"""The page about returns, and the sums kept for large companies."""

import csv
import datetime as dt
import io

import pytest
from django.http import QueryDict

from sanjing.foundation.entities import asking, paging, records, registry
from sanjing.foundation.entities.errors import Forbidden
from sanjing.modules.orders import sales
from sanjing.modules.orders.actions.sum_sales import sum_changed_sales, sum_sales
from sanjing.modules.orders.models import Return
from sanjing.modules.orders.return_rates import Span, report
from sanjing.modules.orders.sales import sales_by_month

from .conftest import AT

pytestmark = pytest.mark.django_db
SPAN = Span(dt.date(2026, 2, 1), dt.date(2026, 3, 9))
TODAY = dt.date(2026, 3, 10)


def bring(order, line, quantity, reason, by):
    given = {"order": order, "reason": reason, "asked_on": "2026-03-02",
             "lines": [{"line": line, "quantity": quantity}]}  # fmt: skip
    one = records.create(registry.get("return"), given, by=by, at=AT)
    for verb in ("agree", "receive"):
        registry.get("return").actions[verb].run(Return.objects.get(pk=one.pk), {}, by=by, at=AT)


@pytest.fixture
def shop(make_order, make_customer, boss):
    """Ten orders of meters, three of them with a stove; of two meters and a stove something came back."""
    customer = make_customer(owner=boss.user)
    lines = [
        {"product_name": "燃气表", "quantity": 4, "amount": "100"},
        {"product_name": "灶具", "quantity": 1, "amount": "250.01"},
    ]
    made = [make_order(customer=customer, lines=lines[: 2 if n < 3 else 1]) for n in range(10)]
    bring(made[0], 1, 1, "quality", boss.actor)
    bring(made[0], 1, 2, "quality", boss.actor)
    bring(made[1], 1, 4, "unwanted", boss.actor)
    bring(made[1], 2, 1, "damaged", boss.actor)
    make_order(customer=customer, lines=lines, ordered_on="2026-01-31")
    return made


def test_rates_are_of_orders_and_tell_why(shop, boss) -> None:
    found = report(boss.actor, SPAN)
    assert (found.whole.orders, found.whole.returned, found.whole.percent) == (10, 2, 20.0)
    assert found.whole.amount == 75_00 + 100_00 + 250_01
    rows = [
        (r.label, r.orders, r.returned, int(r.quantity), r.amount, r.percent) for r in found.rows
    ]
    assert rows == [("燃气表", 10, 2, 7, 175_00, 20.0), ("灶具", 3, 1, 1, 250_01, None)]
    assert [(w.label, w.count, w.amount, w.ours) for w in found.reasons] == [
        ("质量问题", 2, 75_00, True), ("运输破损", 1, 250_01, True), ("客户不需要了", 1, 100_00, False),
    ]  # fmt: skip
    entity = registry.get("return")
    for url, count in [(SPAN.address(), 4), *((why.url, why.count) for why in found.reasons)]:
        question = asking.read(QueryDict(url.partition("?")[2]), entity, boss.actor)
        assert paging.rows_of(entity, boss.actor, question).count() == count


def test_the_page_says_what_it_found_and_gives_it_as_a_file(shop, boss, make_person) -> None:
    address = "/returns/rates/?since=2026-02-01&end=2026-03-09"
    page = boss.browser().get(address).text
    assert "10 张订单里 20.0% 有退货，最多的原因是质量问题（2 次）" in page and "样本太少" in page
    told = boss.browser().get(f"{address}&as=csv").content.decode("utf-8-sig")
    assert [*csv.reader(io.StringIO(told))][1:] == [
        ["燃气表", "10", "2", "7", "175.00", "20.0"], ["灶具", "3", "1", "1", "250.01", ""],
        ["合计", "10", "2", "8", "425.01", "20.0"],
    ]  # fmt: skip
    nobody = make_person("neighbour", "邻居", role="salesperson")
    assert report(nobody.actor, SPAN).whole.orders == 0
    with pytest.raises(Forbidden):
        report(make_person("blind", "外人").actor, SPAN)


def test_kept_sums_of_a_month_are_less_by_what_came_in_it(shop, boss, monkeypatch) -> None:
    live = sales_by_month(boss.actor, today=TODAY, length=3)
    assert live.months[-1].returned == 425_01
    sum_sales(at=AT)
    monkeypatch.setattr(sales, "FEW", 1)
    assert sales_by_month(boss.actor, today=TODAY, length=3).months == live.months
    later = AT + dt.timedelta(minutes=5)
    given = {"order": shop[5], "reason": "other", "asked_on": "2026-03-03", "lines": [{"line": 1}]}
    one = records.create(registry.get("return"), given, by=boss.actor, at=later)
    for verb in ("agree", "receive"):
        held = Return.objects.get(pk=one.pk)
        registry.get("return").actions[verb].run(held, {}, by=boss.actor, at=later)
    sum_changed_sales(at=later)
    assert sales_by_month(boss.actor, today=TODAY, length=1).months[0].returned == 525_01
