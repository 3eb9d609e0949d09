"""Amounts in capitals say the amount, by the rules of the banks."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjing.kernel.capitals import capital_money
from sanjing.kernel.money import LARGEST

DIGITS = {character: value for value, character in enumerate("零壹贰叁肆伍陆柒捌玖")}
SMALL = {"拾": 10, "佰": 100, "仟": 1000}


def number_of(text: str) -> int:
    """Read the whole number back, by adding up what each unit stands behind."""
    total = section = digit = 0
    for character in text:
        if character in DIGITS:
            digit = DIGITS[character]
        elif character in SMALL:
            section, digit = section + digit * SMALL[character], 0
        else:
            size = {"万": 10**4, "亿": 10**8}[character]
            held = total + section + digit if character == "亿" else section + digit
            total = (0 if character == "亿" else total) + held * size
            section = digit = 0
    return total + section + digit


def minor_of(text: str) -> int:
    found = re.fullmatch(r"人民币(负?)(?:(.+)元)?(?:(.)角)?零?(?:(.)分)?整?", text)
    assert found, text
    sign, yuan, tenths, hundredths = found.groups()
    minor = number_of(yuan or "") * 100
    minor += DIGITS.get(tenths or "", 0) * 10 + DIGITS.get(hundredths or "", 0)
    return -minor if sign else minor


@given(st.integers(-LARGEST, LARGEST))
def test_what_is_spelled_is_read_back(minor: int) -> None:
    assert minor_of(capital_money(minor)) == minor


@given(st.integers(0, LARGEST))
def test_no_two_zeros_stand_together_and_no_unit_follows_one(minor: int) -> None:
    text = capital_money(minor)
    assert "零零" not in text
    assert not re.search("零[拾佰仟万亿角分]", text)
    assert text.endswith("整") == (minor % 10 == 0)


@pytest.mark.parametrize(
    ("minor", "spelled"),
    [
        (0, "零元整"),
        (1, "壹分"),
        (10, "壹角整"),
        (99, "玖角玖分"),
        (100, "壹元整"),
        (101, "壹元零壹分"),
        (1050, "壹拾元伍角整"),
        (140932, "壹仟肆佰零玖元叁角贰分"),
        (600714, "陆仟零柒元壹角肆分"),
        (168032, "壹仟陆佰捌拾元叁角贰分"),
        (10700053, "壹拾万柒仟元伍角叁分"),
        (1000405, "壹万零肆元零伍分"),
        (10_0000_0000_00, "壹拾亿元整"),
        (1_0000_0001_00, "壹亿零壹元整"),
        (1_2000_0000_00, "壹亿贰仟万元整"),
        (1_0001_0000_00, "壹亿零壹万元整"),
        (1_0000_0000_0000_00, "壹万亿元整"),
        (1_0005_0000_0000_00, "壹万零伍亿元整"),
        (-12345, "负壹佰贰拾叁元肆角伍分"),
    ],
)
def test_the_rules_of_the_banks(minor: int, spelled: str) -> None:
    assert capital_money(minor) == f"人民币{spelled}"


def test_too_large_an_amount_is_refused() -> None:
    with pytest.raises(ValueError, match="太大"):
        capital_money(LARGEST + 1)
