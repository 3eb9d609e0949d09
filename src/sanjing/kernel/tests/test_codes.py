"""Codes are judged by the check digits of the national standards."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjing.kernel.codes import (
    credit_check_digit,
    explain_credit_code,
    identity_birthday,
    identity_check_digit,
    identity_fault,
    mask_code,
    normal_code,
    organisation_check_digit,
    valid_credit_code,
    valid_identity_number,
)

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
PUBLISHED = [  # the standard's own example, then codes that listed firms print in their reports
    "91350100M000100Y43",
    "914403001922038216",
    "9144030071526726XG",
    "91330100799655058B",
    "91110000802100433B",
    "91440300708461136T",
    "91110108551385082Q",
]
SEVENTEEN = st.from_regex(rf"9[1-3]44[0-9]{{4}}[{ALPHABET}]{{9}}", fullmatch=True)
IDENTITY = st.builds(
    lambda region, born, order: f"{region}{born:%Y%m%d}{order:03}",
    st.integers(110000, 659999),
    st.dates(date(1800, 1, 1), date(2099, 12, 31)),
    st.integers(0, 999),
)


@pytest.mark.parametrize("code", PUBLISHED)
def test_published_credit_codes_are_right(code: str) -> None:
    assert valid_credit_code(code)
    assert organisation_check_digit(code[8:16]) == code[16]


@given(SEVENTEEN, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_any_single_wrong_character_is_noticed(first: str, place: int, wrong: str) -> None:
    code = first + credit_check_digit(first)
    assert valid_credit_code(code)
    if code[place] != wrong:
        assert not valid_credit_code(code[:place] + wrong + code[place + 1 :])


@given(SEVENTEEN, st.integers(0, 15))
def test_two_exchanged_characters_are_noticed(first: str, place: int) -> None:
    code = first + credit_check_digit(first)
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert valid_credit_code(swapped) == (swapped == code)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "没有"),
        ("91440300", "现在是8位"),
        ("91440300192203821O", "没有字母"),
        ("91440A001922038216", "第3至8位"),
        ("914403001922038217", "校验码"),
        ("91440300192203821中", "只含数字"),
    ],
)
def test_a_wrong_code_is_explained(text: str, fault: str) -> None:
    assert fault in explain_credit_code(text).fault


def test_a_right_code_is_taken_apart() -> None:
    code = explain_credit_code("９１４４０３００ １９２２０３８２１６")
    assert (code.text, code.department, code.region) == (
        "914403001922038216",
        "市场监管",
        "广东省深圳市",
    )
    assert code.organisation == "19220382-1"


@pytest.mark.parametrize(
    "number", ["11010519491231002X", "440524188001010014", "11010519491231002x"]
)
def test_the_examples_of_the_identity_standard_are_right(number: str) -> None:
    assert valid_identity_number(number)


@given(IDENTITY, st.integers(0, 16), st.sampled_from("0123456789"))
def test_any_wrong_digit_of_an_identity_number_is_noticed(
    first: str, place: int, wrong: str
) -> None:
    number = first + identity_check_digit(first)
    assert identity_birthday(number) is not None
    if number[place] != wrong:
        assert not valid_identity_number(number[:place] + wrong + number[place + 1 :])


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "18位"),
        ("123456", "18位"),
        ("110105194912310021", "校验码"),
        ("11010519490230002X", "出生日期"),
    ],
)
def test_a_wrong_identity_number_is_explained(text: str, fault: str) -> None:
    assert fault in identity_fault(text)
    assert identity_birthday(text) is None


@given(st.text(ALPHABET + "ａｘ１ -_.'·", max_size=30))
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normal_code(normal_code(text)) == normal_code(text)


def test_a_short_code_is_hidden_whole() -> None:
    assert mask_code("123456") == "******"
    assert mask_code("914403001922038216") == "914403********8216"
