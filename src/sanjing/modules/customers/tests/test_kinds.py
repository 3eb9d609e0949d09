"""Credit code, industry, birthday: what is read, kept and written again."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjing.foundation.entities.errors import Invalid
from sanjing.foundation.entities.fields import column_field
from sanjing.kernel.calendar import LunarDay
from sanjing.kernel.industries import industry_children
from sanjing.modules.customers.models import Contact, Customer
from tests.support.making import make

CODE = column_field(Customer._meta.get_field("credit_code"))
INDUSTRY = column_field(Customer._meta.get_field("industry"))
BIRTHDAY = column_field(Contact._meta.get_field("birthday"))


def again(field, value):
    return field.kind.parse(field.kind.format(value, field), field)


def test_a_credit_code_is_kept_in_one_form_and_a_wrong_one_refused_with_the_reason(db):
    assert CODE.kind.parse(" 9144 0300 1922 038216 ", CODE) == "914403001922038216"
    with pytest.raises(Invalid) as told:
        make("customer", credit_code="914403001922038217")
    assert "校验码" in told.value.errors["credit_code"][0]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("燃气生产和供应业", "D45"),
        ("D4511", "D4511"),
        ("4511", "D4511"),
        ("养龙虾", "养龙虾"),
        ("", ""),
    ],
)
def test_an_industry_is_a_code_where_the_standard_knows_it_and_words_otherwise(typed, kept):
    assert INDUSTRY.kind.parse(typed, INDUSTRY) == kept


def test_every_industry_comes_back_from_what_is_written():
    codes = [
        code for section in industry_children() for code in (section, *industry_children(section))
    ]
    codes += [
        code for division in codes if len(division) == 3 for code in industry_children(division)
    ]
    assert [code for code in codes if again(INDUSTRY, code) != code] == []


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)))
def test_every_solar_birthday_comes_back(day):
    assert again(BIRTHDAY, BIRTHDAY.kind.parse(day, BIRTHDAY)) == day.isoformat()


@given(st.integers(1, 12), st.integers(1, 30), st.booleans())
def test_every_lunar_birthday_comes_back(month, day, leap):
    kept = LunarDay(month, day, leap).code
    assert again(BIRTHDAY, kept) == kept


def test_a_lunar_birthday_reads_as_people_say_it():
    assert (
        BIRTHDAY.kind.display(BIRTHDAY.kind.parse("农历八月十五", BIRTHDAY), BIRTHDAY)
        == "农历八月十五"
    )
