"""How the demo company comes into being: from one seed, into an empty installation, once."""

import datetime as dt
from random import Random

import pytest

from sanjing.demo import company, lives, names, staff
from sanjing.kernel.codes import valid_credit_code
from sanjing.kernel.phones import normal_phone
from sanjing.modules.customers.models import Customer

NOW = dt.datetime(2026, 3, 10, 10, tzinfo=dt.UTC)


def test_it_never_mixes_with_data(boss):
    with pytest.raises(company.AlreadyInUse):
        company.load_if_empty(NOW, size=10)
    assert not Customer.objects.exists()


def test_a_second_start_only_tells_the_users(db):
    company.load_if_empty(NOW, size=10)
    before, said = Customer.objects.count(), []
    company.ensure_demo(said.append)
    assert Customer.objects.count() == before
    assert staff.PASSWORD in said[-1]


def test_the_same_seed_invents_the_same_customers():
    start, today = dt.date(2023, 1, 1), dt.date(2026, 1, 1)
    first, second = (lives.invent(Random(5), 80, start, today) for _ in range(2))
    assert [life.values for life in first] == [life.values for life in second]


def test_codes_are_valid_and_numbers_can_be_read():
    rng = Random(1)
    assert all(valid_credit_code(names.credit_code(rng, "420106")) for _ in range(200))
    assert all(
        normal_phone(make(rng)) for make in (names.mobile, names.land_line) for _ in range(200)
    )
