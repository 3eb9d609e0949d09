"""Offices write grades their own way: A级, B类客户, 重点客户."""

import io

import pytest
from openpyxl import load_workbook

from sanjing.modules.customers.models import Customer
from tests.support.making import make

from .cases import take_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("header", ["客户等级", "客户级别", "等级", "级别"])
def test_grades_of_an_office_are_taken(header) -> None:
    rows = ["甲公司,A级", "乙公司,b", "丙公司,C类客户", "丁公司,重点客户", "戊公司,待评"]
    take_in("\n".join([f"客户名称,{header}", *rows]), "customers")
    grades = dict(Customer.objects.values_list("name", "grade"))
    assert grades == {"甲公司": "a", "乙公司": "b", "丙公司": "c", "丁公司": "a", "戊公司": ""}
    assert "待评" in Customer.objects.get(name="戊公司").description


def test_a_column_of_other_words_is_no_grade() -> None:
    take_in("客户名称,等级\n甲公司,五星\n乙公司,三星\n", "customers")
    assert set(Customer.objects.values_list("grade", flat=True)) == {""}


def test_moments_are_moments_in_excel(boss) -> None:
    customer = make("customer")
    answer = boss.browser().get("/customers/export/?columns=name,created_at&format=xlsx")
    sheet = load_workbook(io.BytesIO(answer.getvalue())).active
    told = sheet["C2"].value
    assert (told.hour, told.minute, told.tzinfo) == (
        (customer.created_at.hour + 8) % 24, customer.created_at.minute, None,
    )  # fmt: skip
