"""Amounts survive reading and writing to the last 分."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjing.kernel.money import (
    LARGEST,
    format_money,
    minor_units,
    parse_money,
    plain_money,
    short_money,
)

AMOUNTS = st.integers(-LARGEST, LARGEST)


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("¥1,234.5", 123450),
        ("￥1234", 123400),
        ("-¥12", -1200),
        ("¥-12", -1200),
        ("12.4万", 12_400_000),
        ("12.4万元", 12_400_000),
        ("1.2亿", 12_000_000_000),
        ("(1,234.00)", -123400),
        ("（1,234.00）", -123400),
        ("1234元", 123400),
        ("1234元整", 123400),
        ("人民币 1,234.56 元", 123456),
        ("RMB 88", 8800),
        ("１２３４．５", 123450),
        ("USD 12.5", 1250),
        ("US$12.50", 1250),
        ("$12", 1200),
        ("HK$1,000", 100000),
        ("€1.234,56", 123456),
        ("12.5 EUR", 1250),
        ("0", 0),
        ("0.30000000000000004", 30),
        ("2024.9940", 202499),
        ("0.005", 1),
        ("-0.005", -1),
        ("1.2E+05", 12_000_000),
    ],
)
def test_an_amount_is_read(text: str, minor: int) -> None:
    assert parse_money(text) == minor


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "没有金额"),
        ("¥", "没有金额"),
        ("面议", "不是金额"),
        ("12%", "是比例"),
        ("1e40", "太大"),
        ("9" * 70, "太长"),
        ("1-2", "不是金额"),
    ],
)
def test_what_is_no_amount_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        parse_money(text)


def test_an_exact_amount_refuses_fractions_of_a_cent() -> None:
    assert parse_money("12.30", exact=True) == 1230
    with pytest.raises(ValueError, match="精确到分"):
        parse_money("12.345", exact=True)


@given(AMOUNTS)
def test_what_is_written_is_read_back(minor: int) -> None:
    assert parse_money(plain_money(minor)) == minor
    assert parse_money(format_money(minor)) == minor
    assert parse_money(format_money(minor, symbol="HK$")) == minor


@given(AMOUNTS)
def test_a_short_amount_is_right_to_half_of_its_last_figure(minor: int) -> None:
    unit = 10**8 if "亿" in short_money(minor) else 10**4 if "万" in short_money(minor) else 0
    assert abs(parse_money(short_money(minor)) - minor) <= unit * 100 // 20


@pytest.mark.parametrize(
    ("minor", "shown"),
    [(0, "0"), (9999_99, "9,999.99"), (9500_00, "9,500"), (10_000_00, "1万"),
     (-124_000_00, "-12.4万"),
     (9999_4900_00, "9,999.5万"), (9999_9600_00, "1亿"), (120_000_000_00, "1.2亿")],
)  # fmt: skip
def test_a_short_amount_rolls_over_to_the_next_unit(minor: int, shown: str) -> None:
    assert short_money(minor) == shown


@pytest.mark.parametrize(
    ("language", "shown"),
    [("zh-hans", "124万"), ("zh-hant", "124萬"), ("en", "1.2M"), ("en-gb", "1.2M"), ("de", "1.2M")],
)
def test_a_short_amount_speaks_the_language_of_the_reader(language: str, shown: str) -> None:
    assert short_money(1_240_000_00, language) == shown


def test_too_large_an_amount_is_refused() -> None:
    with pytest.raises(ValueError, match="太大"):
        minor_units(LARGEST)
