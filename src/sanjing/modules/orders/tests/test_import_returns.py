"""Returns from files, one row a line: matched to orders, never more than sold."""

import datetime as dt
import io
from decimal import Decimal

import pytest

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.entities import records, registry
from sanjing.foundation.transfer import jobs, undoing
from sanjing.foundation.transfer.actions.upload import upload
from sanjing.foundation.transfer.models import ImportJob, RefusedRow
from sanjing.modules.orders.models import Return, ReturnLine

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 3, 10, 9, tzinfo=dt.UTC)
BY = system_actor("测试")
HEAD = "退货单号,订单号,产品,退货数量,退货原因,退货日期,经手\n"


@pytest.fixture
def order(make_customer, make_product, make_order):
    make_product("减压阀 JY-2", reference="JY2")
    lines = [
        {"product_name": "减压阀 JY-2", "quantity": 3, "amount": "30"},
        {"product_name": "波纹管", "quantity": 5, "amount": "50"},
    ]
    return make_order(reference="DD-1", lines=lines)


def take_in(text: str, head: str = HEAD) -> ImportJob:
    job = upload(
        registry.get("return"), io.BytesIO((head + text).encode()), "退货.csv", by=BY, at=AT
    )
    jobs.run(job, at=AT)
    return job


def why(job: ImportJob) -> list[str]:
    return [" ".join(map(str, one.reasons)) for one in RefusedRow.objects.filter(job=job)]


def test_rows_of_one_number_are_one_return_of_the_order(order):
    job = take_in(
        "TH-1,DD-1,减压阀JY-2,2,破损,2026-03-05,老李\nTH-1,DD-1,波纹管,1,破损,2026-03-05,老李\n"
    )
    back = Return.objects.get()

    assert (job.created, job.refused) == (2, 0)
    assert (back.order, back.customer_id, back.reason) == (order, order.customer_id, "damaged")
    assert (back.amount, back.asked_on.isoformat()) == (30_00, "2026-03-05")
    assert back.note == "经手：老李"


def test_a_product_is_known_by_its_number_and_a_line_by_its_place(order):
    take_in("TH-2,DD-1,JY2,1,质量,2026-03-05,\n")
    take_in("TH-3,DD-1,2,4,质量\n", "退货单号,订单号,订单行号,退货数量,退货原因\n")

    assert list(ReturnLine.objects.order_by("pk").values_list("line", "quantity")) == [
        (1, 1),
        (2, 4),
    ]


def test_never_more_comes_back_than_was_sold_in_one_file_or_two(order):
    first = take_in(
        "TH-1,DD-1,减压阀 JY-2,2,质量,2026-03-05,\n"
        "TH-2,DD-1,减压阀 JY-2,2,质量,2026-03-05,\n"
        "TH-3,DD-1,减压阀 JY-2,1,质量,2026-03-05,\n"
    )
    second = take_in("TH-4,DD-1,减压阀 JY-2,1,质量,2026-03-06,\n")

    assert ["卖出 3，还能退 1，不能退 2" in one for one in why(first)] == [True]
    assert ["还能退 0，不能退 1" in one for one in why(second)] == [True]
    assert sum(ReturnLine.objects.values_list("quantity", flat=True)) == Decimal(3)
    assert not Return.objects.filter(reference__in=("TH-2", "TH-4")).exists()


def test_what_is_not_there_is_refused_with_a_sentence(order):
    job = take_in(
        "TH-1,没有这张,减压阀 JY-2,1,质量,2026-03-05,\n"
        "TH-2,DD-1,热水器,1,质量,2026-03-05,\n"
        "TH-3,DD-1,波纹管,-1,质量,2026-03-05,\n"
        "TH-4,DD-1,波纹管,1,质量,2026-01-05,\n"
    )
    told = why(job)

    assert (job.created, job.refused) == (0, 4)
    assert "找不到订单“没有这张”" in told[0]
    assert "没有“热水器”这一行" in told[1]
    assert "要大于零" in told[2]
    assert "不能早于下单日期" in told[3]
    assert not Return.objects.exists()


def test_the_same_file_again_changes_nothing_with_and_without_numbers(order):
    for text in ("TH-1,DD-1,波纹管,1,说不清,2026-03-05,\n", ",DD-1,波纹管,2,破损,2026-03-06,\n"):
        take_in(text)
        again = take_in(text)
        assert (again.created, again.changed, again.skipped, again.refused) == (0, 0, 1, 0)

    assert list(Return.objects.order_by("pk").values_list("reason", flat=True)) == [
        "other",
        "damaged",
    ]
    assert "说不清" in Return.objects.get(reference="TH-1").note


def test_an_import_of_returns_can_be_taken_back(order):
    job = take_in("TH-1,DD-1,波纹管,5,破损,2026-03-05,\n")
    undoing.undo_all(job, at=AT)

    assert not Return.objects.filter(removed_at=None).exists()
    records.create(
        registry.get("return"),
        {"order": order, "reason": "other", "asked_on": "2026-03-07", "lines": [{"line": 2}]},
        by=BY, at=AT,
    )  # fmt: skip
