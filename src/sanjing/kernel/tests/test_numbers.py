"""Numbers are read as they were meant or refused in a sentence."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjing.kernel.numbers import format_number, format_percent, parse_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("007", "7"),
        ("1,234", "1234"),
        ("1,234,567.89", "1234567.89"),
        ("12,34,567", "1234567"),
        ("12,3456,7890", "1234567890"),
        ("1.234.567", "1234567"),
        ("1.234,5", "1234.5"),
        ("0,125", "0.125"),
        ("1234,5", "1234.5"),
        ("1.5", "1.5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("1'234.50", "1234.5"),
        ("1 234,50", "1234.5"),
        ("1\u00a0234", "1234"),
        ("１，２３４．５", "1234.5"),
        ("－12", "-12"),
        ("−12", "-12"),
        ("+12", "12"),
        ("12-", "-12"),
        ("(12)", "-12"),
        ("（12）", "-12"),
        ("12.5%", "0.125"),
        ("5‰", "0.005"),
        ("3千", "3000"),
        ("3.5百万", "3500000"),
        ("2万亿", "2000000000000"),
        ("12w", "120000"),
        ("1.2E+05", "120000"),
        ("'123", "123"),
        ("\t123 ", "123"),
    ],
)
def test_a_number_is_read(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    ["", " ", "-", ".", "abc", "1,2,3", "1,23.4.5", "#N/A", "nan", "inf", "(12", "12)", "1..2",
     "12万万", "1-2", "2024-03-05", "1" * 61, "e5", "1e9999", "1,234,5"],
)  # fmt: skip
def test_what_is_no_number_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match=r"数字|千分位"):
        parse_number(text)


@given(st.decimals(min_value=-(10**15), max_value=10**15, places=4))
def test_what_is_written_is_read_back(value: Decimal) -> None:
    assert parse_number(format_number(value)) == value
    assert parse_number(str(value)) == value


@given(st.text(max_size=80))
def test_any_text_is_a_number_or_a_reason(text: str) -> None:
    try:
        assert parse_number(text).is_finite()
    except ValueError as reason:
        assert str(reason)


def test_percentages_are_written_short() -> None:
    assert format_percent(Decimal("0.2")) == "20%"
    assert format_percent(Decimal("0.33333"), places=2) == "33.33%"
