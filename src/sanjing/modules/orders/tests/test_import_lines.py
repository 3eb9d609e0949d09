"""Orders from flat rows."""

import pytest

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.entities.errors import Forbidden
from sanjing.foundation.events.models import Event
from sanjing.modules.orders.actions.import_lines import place_many
from sanjing.modules.orders.models import Order, OrderLine
from sanjing.modules.products.models import Product

BY = system_actor("导入")


def row(reference, **values):
    return {"reference": reference, "ordered_on": "2026-01-05", **values}


def test_rows_of_one_number_become_one_order(make_customer, at):
    customer = make_customer()
    hose = {"customer": customer, "product": "R1", "product_name": "胶管", "unit_price": "15"}
    meter = {"customer": customer, "product": "G4", "product_name": "燃气表", "unit_price": "100"}
    rows = [
        row("A1", quantity=2, **meter),
        row("A2", quantity=1, **hose),
        row("A1", quantity=3, **hose),
    ]
    outcome = place_many(rows, by=BY, at=at)
    created = {position: order.reference for position, order in outcome.created.items()}
    assert created == {0: "A1", 1: "A2", 2: "A1"}
    assert dict(Order.objects.values_list("reference", "amount")) == {"A1": 245_00, "A2": 15_00}
    assert set(OrderLine.objects.values_list("customer", flat=True)) == {customer.pk}
    assert dict(Product.objects.values_list("reference", "name")) == {"G4": "燃气表", "R1": "胶管"}
    assert Event.objects.filter(name="order.created").count() == 2


def test_goods_that_came_back_stand_in_a_ledger_as_negative_quantities(make_customer, at):
    customer = make_customer()
    rows = [row(name, customer=customer, product_name="胶管", quantity=quantity, unit_price="15")
            for name, quantity in (("R1", -1), ("R2", 3))]  # fmt: skip
    assert [*place_many(rows, by=BY, at=at).created] == [0, 1]
    assert dict(Order.objects.values_list("reference", "amount")) == {"R1": -15_00, "R2": 45_00}


def test_a_row_without_a_line_is_a_whole_order(make_customer, at):
    place_many(
        [row("B1", customer=make_customer(), amount="99.5"), row("", amount="1")], by=BY, at=at
    )
    assert sorted(Order.objects.values_list("amount", flat=True)) == [100, 99_50]
    assert not OrderLine.objects.exists()


def test_an_amount_of_a_line_stands_as_given(make_customer, at):
    rows = [
        row(
            "C1",
            customer=make_customer(),
            product_name="气",
            quantity=3,
            unit_price="1",
            amount="2.99",
        )
    ]
    place_many(rows, by=BY, at=at)
    assert OrderLine.objects.get().amount == 299


def test_a_line_without_any_price_is_worth_nothing(db, at):
    place_many([row("D1", product_name="赠品", quantity=1)], by=BY, at=at)
    assert Order.objects.get().amount == 0


def test_the_same_file_again_changes_nothing(make_customer, at):
    rows = [row("E1", customer=make_customer(), product_name="气", quantity=3, unit_price="1")]
    place_many(rows, by=BY, at=at)
    again = place_many(rows, by=BY, at=at)
    assert list(again.unchanged) == [0]
    assert OrderLine.objects.count() == 1


def test_a_later_part_of_the_same_import_adds_its_lines(make_customer, at):
    customer = make_customer()
    first = [row("F1", customer=customer, product_name="气", quantity=1, unit_price="1")]
    rest = [row("F1", customer=customer, product_name="表", quantity=1, unit_price="2")]
    place_many(first, by=BY, at=at, batch=7)
    place_many(rest, by=BY, at=at, batch=7)
    assert Order.objects.get().amount == 300
    place_many(rest, by=BY, at=at, batch=8)
    assert Order.objects.get().amount == 200


def test_a_bad_line_refuses_its_order_and_no_other(make_customer, at):
    customer = make_customer()
    outcome = place_many(
        [
            row("G1", customer=customer, product_name="气", quantity="很多"),
            row("G1", customer=customer, product_name="表", quantity=1, unit_price=1),
            row("G2", customer=customer, product_name="表", quantity=1, unit_price=1),
        ],
        by=BY,
        at=at,
    )
    assert sorted(outcome.refused) == [0, 1]
    assert list(Order.objects.values_list("reference", flat=True)) == ["G2"]


def test_a_role_without_the_right_places_nothing(finance, at):
    with pytest.raises(Forbidden):
        place_many([row("H1", product_name="气", quantity=1, unit_price=1)], by=finance, at=at)
    assert not Order.objects.exists()
    assert not Product.objects.exists()


def test_the_number_of_queries_does_not_grow_with_the_orders(
    make_customer, at, django_assert_max_num_queries
):
    customer = make_customer()
    rows = [
        row(f"N{n}", customer=customer, product=f"P{n % 9}", quantity=1, unit_price=1)
        for n in range(300)
    ]
    with django_assert_max_num_queries(36):
        place_many(rows, by=BY, at=at)
    assert Order.objects.count() == 300


def test_a_product_spelt_without_its_spaces_is_the_same_product(at, make_product):
    pro = make_product(name="GTX Pro")
    place_many([row("D-9", product_name="GTXPro", amount=5)], by=BY, at=at)
    assert OrderLine.objects.get().product == pro
    assert Product.objects.count() == 1
