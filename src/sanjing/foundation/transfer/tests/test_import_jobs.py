"""An import may end at any moment; it can be repeated, resumed and taken back."""

import pytest
from django.utils import timezone

from sanjing.foundation.accounts.models import Role
from sanjing.foundation.entities import records, registry
from sanjing.foundation.events.models import Event
from sanjing.foundation.search.models import SearchEntry
from sanjing.foundation.transfer import jobs, running, undoing
from sanjing.foundation.transfer.models import ImportJob
from sanjing.foundation.transfer.running import rehearse
from sanjing.modules.customers.models import Contact, Customer
from sanjing.modules.orders.models import Order, OrderLine

from .cases import AT, BY, counts, reasons, standing, take_in

pytestmark = pytest.mark.django_db


def many(count: int, start: int = 0) -> str:
    rows = [f"C{n:04d},第{n}公司,1380013{n:04d},李{n},李{n}" for n in range(start, start + count)]
    return "\n".join(["客户编号,客户名称,电话,联系人,备注", *rows]) + "\n"


class Killed(BaseException):
    """The process ended."""


def test_a_run_that_was_killed_goes_on_where_it_was(monkeypatch):
    monkeypatch.setattr(running, "CHUNK", 10)
    advance, calls = jobs.advance, []

    def dies_in_the_third_chunk(*args):
        calls.append(1)
        if len(calls) == 3:
            raise Killed
        advance(*args)

    monkeypatch.setattr(jobs, "advance", dies_in_the_third_chunk)
    with pytest.raises(Killed):
        take_in(many(45), "customers")
    job = ImportJob.objects.get()
    assert (job.state, job.seen, Customer.objects.count()) == ("running", 20, 20)
    monkeypatch.setattr(jobs, "advance", advance)
    jobs.run(job, at=AT)
    assert (job.state, counts(job)) == ("done", (45, 0, 0, 0))
    assert (Customer.objects.count(), Contact.objects.count()) == (45, 45)
    assert Event.objects.filter(name="customer.created").count() == 45


def test_two_processes_at_one_job_write_it_once(monkeypatch):
    monkeypatch.setattr(running, "CHUNK", 10)
    advance, inside = jobs.advance, []

    def another_comes_first(job, chunk, written):
        if not inside:
            inside.append(1)
            ImportJob.objects.filter(pk=job.pk).update(next_group=99)
        advance(job, chunk, written)

    monkeypatch.setattr(jobs, "advance", another_comes_first)
    job = take_in(many(30), "customers")
    assert Customer.objects.count() == 0
    assert job.created == 0


def test_a_fault_of_the_program_is_told_and_nothing_is_half(monkeypatch):
    monkeypatch.setattr(running, "CHUNK", 10)
    derive = type(registry.get("customer")).derive

    def breaks(self, record, *, by, at):
        if record.name == "第15公司":
            raise RuntimeError("a fault")
        derive(self, record, by=by, at=at)

    monkeypatch.setattr(type(registry.get("customer")), "derive", breaks)
    with pytest.raises(RuntimeError):
        take_in(many(30), "customers")
    job = ImportJob.objects.get()
    assert (job.state, Customer.objects.count()) == ("failed", 10)
    assert "第 10 行之后" in job.error


def test_rows_of_one_record_far_apart_are_one_record(monkeypatch):
    monkeypatch.setattr(running, "CHUNK", 10)
    text = many(30) + "C0003,第3公司,,,新备注\n"
    job = take_in(text, "customers")
    assert counts(job) == (30, 0, 1, 0)
    assert Customer.objects.get(reference="C0003").description == "新备注"


def test_the_rehearsal_tells_what_the_run_does_and_writes_nothing():
    take_in(many(5), "customers")
    before = standing("customer")
    job = take_in("客户编号,客户名称\nC0001,改了名\nC0002,第2公司\nX,新的\n,\n", "customers")
    assert counts(job) == (1, 1, 1, 0)
    undoing.undo_all(job, at=AT)
    assert standing("customer") == before
    walk = jobs.walk_of(job)
    written, rows = rehearse(walk, at=AT)
    assert (written.created, written.changed, written.skipped, rows) == (1, 1, 1, 3)
    assert standing("customer") == before
    assert (
        not Event.objects.filter(title="新的", name="customer.created")
        .exclude(batch=job.pk)
        .exists()
    )


def test_undoing_brings_back_what_was():
    take_in(many(6), "customers")
    take_in("订单号,客户编号,下单日期,产品,数量,单价\nD1,C0001,2024-01-02,气,2,10\n", "orders")
    names = ("customer", "contact", "order", "product")
    before = {name: standing(name) for name in names}
    lines = list(OrderLine.objects.values_list("product_name", "quantity", "amount"))
    text = "客户编号,客户名称,电话,来源,联系人\nC0001,改名公司,13100131000,展会,王五\nN1,新公司,,,赵六\n"
    job = take_in(text, "customers")
    text = "订单号,客户编号,下单日期,产品,数量,单价\nD1,C0001,2024-01-02,表,9,10\nD2,C0002,2024-01-02,表,1,5\n"
    orders = take_in(text, "orders")
    assert standing("customer") != before["customer"]
    undoing.undo_all(orders, at=AT)
    undoing.undo_all(job, at=AT)
    assert {name: standing(name) for name in names} == before
    assert list(OrderLine.objects.values_list("product_name", "quantity", "amount")) == lines
    assert job.state == orders.state == "undone"
    assert not SearchEntry.objects.filter(title="新公司").exists()


def test_what_an_import_changed_twice_is_undone_as_a_whole():
    take_in("客户编号,客户名称,电话\nC1,长风,13800138000\n", "customers")
    before = standing("customer")
    text = "客户编号,客户名称,电话,备注\nC1,长风,,甲\n,,13800138000,乙\n"
    job = take_in(text, "customers")
    assert counts(job) == (0, 2, 0, 0)
    assert Customer.objects.get().description == "乙"
    undoing.undo_all(job, at=AT)
    assert standing("customer") == before
    assert job.tally["left"] == []


def test_what_was_touched_since_stays_and_is_reported():
    job = take_in(many(3), "customers")
    one, two, _three = Customer.objects.order_by("reference")
    records.change(one, {"address": "后来补的"}, by=BY, at=AT)
    records.create(registry.get("contact"), {"customer": two, "name": "后来的人"}, by=BY, at=AT)
    undoing.undo_all(job, at=AT)
    assert set(Customer.objects.all()) == {one, two}
    left = {title: why for _entity, _pk, title, why in job.tally["left"]}
    assert left == {one.name: "之后又改过", two.name: "已有别的资料用到它"}


def test_a_field_changed_since_is_not_set_back():
    take_in("客户编号,客户名称,电话\nA1,甲,13800138000\n", "customers")
    job = take_in("客户编号,客户名称,电话\nA1,乙,13900139000\n", "customers")
    customer = Customer.objects.get()
    records.change(customer, {"name": "丙"}, by=BY, at=AT)
    undoing.undo_all(job, at=AT)
    customer.refresh_from_db()
    assert (customer.name, customer.phone) == ("丙", "13800138000")
    assert job.tally["undone_left"] == 1


def test_a_role_that_makes_only_its_own_makes_no_other(seller, other_seller):
    own = dict.fromkeys(("see", "create", "change"), "mine")
    Role.objects.filter(key="salesperson").update(grants={"customer": own})
    text = f"客户名称,负责人\n我的,{seller.user.name}\n别人的,{other_seller.user.name}\n没写的,\n"
    job = take_in(text, "customers", by=seller.actor)
    assert counts(job)[0] == 2
    assert list(reasons(job)) == [3]
    assert set(Customer.objects.values_list("owner", flat=True)) == {seller.user.pk}


def test_a_salesperson_cannot_change_another_s_customer(seller, other_seller):
    take_in("客户编号,客户名称\nA1,甲\n", "customers", by=other_seller.actor)
    job = take_in("客户编号,客户名称\nA1,抢来的\n", "customers", by=seller.actor)
    assert counts(job) == (0, 0, 0, 1)
    assert Customer.objects.get().name == "甲"


def test_a_role_that_lost_the_right_since_makes_nothing(seller):
    job = take_in("客户名称\n甲\n", "customers", by=seller.actor)
    Role.objects.filter(key="salesperson").update(grants={})
    ImportJob.objects.filter(pk=job.pk).update(state="waiting", next_group=0)
    Customer.objects.all().delete()
    job.refresh_from_db()
    jobs.run(job, at=AT)
    assert Customer.objects.count() == 0
    assert job.refused >= 1


def test_a_hidden_field_is_not_written(seller):
    role = Role.objects.get(key="salesperson")
    role.field_rules = {"customer": {"phone": "hidden", "address": "read_only"}}
    role.save()
    text = "客户编号,客户名称,电话,地址\nA1,甲,13800138000,一路\n"
    job = take_in(text, "customers", by=seller.actor)
    customer = Customer.objects.get()
    assert (customer.phone, customer.address) == ("", "一路")
    assert "phone" not in {one["name"] for one in job.mapping}
    take_in(text.replace("一路", "二路"), "customers", by=seller.actor)
    customer.refresh_from_db()
    assert customer.address == "一路"


def test_the_file_of_an_account_closed_since_is_not_brought_in(seller):
    job = take_in("客户名称\n甲\n", "customers", by=seller.actor)
    seller.user.is_active = False
    seller.user.save()
    job.refresh_from_db()
    jobs.run(job, at=timezone.now())
    assert (job.state, job.error) == ("failed", "导入人的账号已经停用。")


def test_links_made_on_the_way_are_made_once():
    text = "订单号,客户,下单日期,金额\nD1,新客户,2024-01-02,1\nD2,新客户,2024-01-03,2\nD3,坏的,某天,3\n"
    job = take_in(text, "orders")
    assert counts(job) == (2, 0, 0, 1)
    assert job.tally["made_customer"] == 1
    assert [c.name for c in Customer.objects.all()] == ["新客户"]
    assert Order.objects.filter(customer__name="新客户").count() == 2
