"""What scores are made of is read as whole columns, from any database, in and out of transactions."""

import pytest
from django.db import transaction

from sanjing.foundation.entities import records, registry
from sanjing.modules.promises.models import Promise
from sanjing.modules.scores import hearing
from sanjing.modules.scores.actions.score import ask, carry_out
from sanjing.modules.scores.marts import marts
from sanjing.modules.scores.models import CustomerScore
from sanjing.modules.scores.tests.conftest import AT, SYSTEM, TODAY


def test_an_empty_company_says_what_is_missing(db):
    done = ask(at=AT)
    carry_out(done, at=AT)
    assert (done.state, done.customers) == ("done", 0)
    assert set(done.missing) == {"rfm", "rhythm", "future", "quadrant"}


@pytest.mark.django_db(transaction=True)
def test_whole_columns_are_read_as_rows_are_inside_a_transaction(make_order):
    for day, amount in (("2026-01-31", "12.50"), ("2026-03-01", "99999999.99")):
        make_order(amount=amount, ordered_on=day)
    make_order(customer=None, amount="5")
    whole = marts(TODAY)
    with transaction.atomic():
        held = marts(TODAY)
    assert whole.purchases.equals(held.purchases) and len(whole.purchases) == 2
    assert whole.owes.equals(held.owes) and whole.costs.equals(held.costs)


@pytest.mark.django_db(transaction=True)
def test_sums_and_decimals_are_read_whole_as_well(make_order):
    meter = records.create(
        registry.get("product"), {"name": "燃气表", "cost": "7.25"}, by=SYSTEM, at=AT
    )
    line = {"product": meter, "quantity": "3", "unit_price": "12.50"}
    customer = make_order(ordered_on=TODAY.isoformat(), lines=[line, line]).customer
    costs = marts(TODAY).costs
    assert costs.rows() == [(customer.pk, 75_00, 43_50)]


@pytest.mark.django_db(transaction=True)
def test_a_night_reads_what_the_last_one_kept(make_order):
    make_order(amount="12.50", ordered_on=TODAY.isoformat())
    carry_out(ask(at=AT), at=AT)
    CustomerScore.objects.update(coming="1.5")
    carry_out(again := ask(at=AT), at=AT)
    assert (again.state, CustomerScore.objects.get().coming) == ("done", None)


@pytest.mark.django_db(transaction=True)
def test_what_is_heard_is_read_alike_in_and_out_of_transactions(make_order):
    customer = make_order(amount="12.50", ordered_on="2026-03-01").customer
    day = TODAY.isoformat()
    said = {"customer": customer, "what": "三天内到货", "due_on": day, "made_on": day}
    records.create(registry.get("promise"), said, by=SYSTEM, at=AT)
    Promise.objects.update(state="broken")
    met = {"customer": customer, "kind": "visit", "mood": "upset", "summary": "等了两周"}
    records.create(registry.get("activity"), met | {"direction": "inbound"}, by=SYSTEM, at=AT)

    def read():
        return [hearing.noted(TODAY), hearing.promises(TODAY), hearing.balances()]

    whole = read()
    with transaction.atomic():
        held = read()
    assert all(one.equals(other) for one, other in zip(whole, held, strict=True))
    said, promised, _owed = whole
    assert said.drop("on").rows() == [(customer.pk, "came", True, True)]
    assert promised["kept"].to_list() == [False]
