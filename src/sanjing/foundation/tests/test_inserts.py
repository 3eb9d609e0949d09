"""Rows inserted by one statement are the rows Django would have made."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from sanjing.foundation.inserts import WORTH_COPYING, Blank, allocate_ids, insert
from sanjing.modules.customers.models import Customer
from sanjing.modules.orders.models import Order, OrderLine

pytestmark = pytest.mark.django_db
AT = datetime(2025, 1, 6, 8, 30, 15, 123456, tzinfo=UTC)


def customers(*names: str) -> list[Customer]:
    ids = allocate_ids(Customer, len(names))
    blank = Blank(Customer, created_at=AT, changed_at=AT, custom={})
    made = []
    for pk, name in zip(ids, names, strict=True):
        record = blank.copy()
        record.pk, record.name, record.reference = pk, name, f"K{pk}"
        made.append(record)
    return made


def columns(record: Customer) -> dict:
    return {f.attname: getattr(record, f.attname) for f in record._meta.concrete_fields}


def test_a_row_reads_back_as_it_was_given():
    (record,) = customers("鑫源")
    record.custom, record.credit_checked_on = {"x": [1, "二"]}, date(2024, 2, 29)
    record.annual_revenue, record.do_not_contact = 10**15, True
    insert([record])
    assert columns(Customer.objects.get(pk=record.pk)) == columns(record)
    assert not record._state.adding


def test_a_blank_is_what_the_model_itself_would_make():
    copy, own = (
        Blank(Customer, created_at=AT, changed_at=AT).copy(),
        Customer(created_at=AT, changed_at=AT),
    )
    assert columns(copy) == columns(own)
    copy.custom["x"] = 1
    assert Blank(Customer).copy().custom == {}


def test_decimals_and_rows_without_a_number_of_their_own():
    (customer,) = customers("甲")
    insert([customer])
    order = Order.objects.create(reference="D1", ordered_on=AT.date(), created_at=AT, changed_at=AT)
    lines = [
        OrderLine(
            order=order,
            customer=customer,
            position=n,
            product_name="气",
            amount=n,
            quantity=Decimal("2.5"),
        )
        for n in (1, 2)
    ]
    insert(lines)
    assert list(OrderLine.objects.values_list("position", "quantity")) == [
        (1, Decimal("2.5")),
        (2, Decimal("2.5")),
    ]


def test_a_row_that_is_there_is_written_over():
    one, two = customers("甲", "乙")
    insert([one, two])
    one.name = "丙"
    insert([one], conflict=("id",), update=["name"])
    assert sorted(Customer.objects.values_list("name", flat=True)) == ["丙", "乙"]


def test_numbers_go_on_after_the_last_row():
    one, two = customers("甲", "乙")
    insert([one, two])
    with transaction.atomic():
        assert allocate_ids(Customer, 2) == [two.pk + 1, two.pk + 2]


def test_nothing_is_inserted_for_no_records():
    insert([])
    assert Customer.objects.count() == 0


@pytest.mark.parametrize("count", [WORTH_COPYING - 1, WORTH_COPYING + 1])
def test_few_and_many_are_written_alike(count):
    """PostgreSQL takes many in by copying."""
    made = customers(*(f"甲\t{n}\\N\n" for n in range(count)))
    for record in made:
        record.custom, record.credit_checked_on = {"x": ["\\", "二\n"]}, date(2024, 2, 29)
    insert(made)
    for record in made[::2]:
        record.name, record.phone, record.next_contact_date = "乙", "1", AT.date()
    insert(made, conflict=("id",), update=["name", "next_contact_date"])
    stored = {row.pk: columns(row) for row in Customer.objects.all()}
    assert stored == {record.pk: columns(record) | {"phone": ""} for record in made}
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(made)
