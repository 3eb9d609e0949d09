"""One number has one written form, however it was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjing.kernel.phones import Phone, mask_phone, normal_phone, split_phones

MOBILES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
LANDS = st.from_regex(
    r"0(10|2[0-9])-[2-8][0-9]{7}|0[3-9][1-9][0-9]-[2-8][0-9]{6,7}", fullmatch=True
)


@pytest.mark.parametrize(
    "typed",
    ["13800138000", "+86 138 0013 8000", "0086-138-0013-8000", "8613800138000", "(+86)13800138000",
     "\t13800138000", "'13800138000", "138-0013-8000", "１３８００１３８０００", "13800138000.0",
     "013800138000", "tel:+8613800138000", "电话：13800138000", "\u202d13800138000\u202c",
     "138\u00a00013\u00a08000", "138.0013.8000"],
)  # fmt: skip
def test_a_mobile_number_is_eleven_digits(typed: str) -> None:
    assert normal_phone(typed) == Phone("13800138000", "13800138000", valid=True, mobile=True)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("0755-12345678", "0755-12345678"),
        ("0755 1234 5678", "0755-12345678"),
        ("(0755)12345678", "0755-12345678"),
        ("（0755）12345678", "0755-12345678"),
        ("075512345678", "0755-12345678"),
        ("0755—12345678", "0755-12345678"),
        ("+86 755 1234 5678", "0755-12345678"),
        ("+86-0755-12345678", "0755-12345678"),
        ("+86 (0)755 12345678", "0755-12345678"),
        ("86-755-12345678", "0755-12345678"),
        ("0755-12345678-801", "0755-12345678-801"),
        ("0755-12345678转801", "0755-12345678-801"),
        ("0755-12345678 ext. 801", "0755-12345678-801"),
        ("0755-12345678 分机 801", "0755-12345678-801"),
        ("010-6277 1234", "010-62771234"),
        ("0991-3456789", "0991-3456789"),
        ("400-800-1234", "4008001234"),
        ("800 810 1234", "8008101234"),
        ("95588", "95588"),
        ("+1 (650) 253-0000", "+16502530000"),
        ("0044 20 7031 3000", "+442070313000"),
        ("+852 2345 6789", "+85223456789"),
    ],
)
def test_other_numbers_have_one_form_too(typed: str, written: str) -> None:
    phone = normal_phone(typed)
    assert phone.text == written
    assert phone.valid and not phone.mobile


def test_an_american_file_is_read_with_its_region() -> None:
    assert normal_phone("504-621-8927", region="US").text == "+15046218927"
    assert normal_phone("(504) 621-8927 x12", region="US").text == "+15046218927-12"


@pytest.mark.parametrize(
    "typed",
    [
        "0400-2000000",
        "26770001",
        "12800138000",
        "138001380001",
        "13800138000/13900139000",
        "650-253-0000",
    ],
)
def test_an_odd_number_is_kept_as_typed(typed: str) -> None:
    phone = normal_phone(typed)
    assert phone.text == typed and not phone.valid
    assert phone.digits == "".join(filter(str.isdigit, typed))


@pytest.mark.parametrize("typed", ["", "  ", "无", "1234", "N/A", "+", "\t'"])
def test_what_has_no_five_digits_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="电话号码"):
        normal_phone(typed)


@given(MOBILES | LANDS)
def test_the_written_form_is_a_fixed_point(number: str) -> None:
    phone = normal_phone(number)
    assert phone.text == number and phone.valid
    assert normal_phone("+86" + number.removeprefix("0")).text == number


@given(st.text(max_size=40))
def test_any_text_is_a_stable_number_or_a_reason(text: str) -> None:
    try:
        phone = normal_phone(text)
    except ValueError as reason:
        assert "电话号码" in str(reason)
    else:
        assert phone.digits.isdigit() and phone.digits.isascii()
        assert normal_phone(phone.text) == phone


@pytest.mark.parametrize(
    ("number", "shown"),
    [("13800138000", "138****8000"), ("0755-12345678", "0755-****5678"),
     ("010-62771234", "010-****1234"),
     ("0755-12345678-801", "0755-****5678****"),
     ("+16502530000", "+165****0000"), ("95588", "***88"), ("", "")],
)  # fmt: skip
def test_a_masked_number_can_be_recognised_but_not_dialled(number: str, shown: str) -> None:
    assert mask_phone(number) == shown


def test_several_numbers_in_a_cell_are_separated() -> None:
    assert split_phones("13800138000；0755-26770001,13900139000") == [
        "13800138000",
        "0755-26770001",
        "13900139000",
    ]
    assert split_phones("138 0013 8000") == ["138 0013 8000"]
    assert split_phones("") == []
