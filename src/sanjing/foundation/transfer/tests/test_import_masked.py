"""A file does not find records by what its sender may not read."""

import pytest

from sanjing.foundation.transfer import refusals
from sanjing.modules.customers.models import Customer
from tests.support.making import make

from .cases import counts, take_in

pytestmark = pytest.mark.django_db
GUESSED = "客户名称,电话\n猜的一家,13800138000\n"


@pytest.fixture
def marketer(make_person):
    return make_person("market", "何市", role="marketing").actor


def test_a_masked_number_is_no_key(marketer, boss) -> None:
    make("customer", name="海天食品", phone="13800138000")
    guessed = take_in(GUESSED, "customers", by=marketer, match="phone")
    assert counts(guessed) == (1, 0, 0, 0)
    known = take_in(GUESSED.replace("猜的", "知道的"), "customers", by=boss.actor, match="phone")
    assert counts(known)[0] == 0


def test_headers_of_refused_rows_are_no_formulas() -> None:
    job = take_in("客户名称,=HYPERLINK(1)\n,x\n好的,y\n", "customers")
    assert Customer.objects.count() == 1
    header = next(refusals.csv_lines(job))
    assert "'=HYPERLINK(1)" in header
