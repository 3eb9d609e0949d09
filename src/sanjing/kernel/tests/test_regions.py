"""Places are found by any of their usual names, and never invented."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjing.kernel.regions import (
    own_region_name,
    parse_region,
    region_children,
    region_name,
    region_parents,
    short_region_name,
)

PROVINCES = region_children()
CITIES = [city for province in PROVINCES for city in region_children(province)]
DISTRICTS = [district for city in CITIES for district in region_children(city)]
EVERY_PLACE = PROVINCES + CITIES + DISTRICTS


def test_the_country_has_its_provinces_cities_and_districts() -> None:
    assert len(PROVINCES) == 34
    assert [region_name(code) for code in ("11", "15", "44", "54", "65", "71", "81")] == [
        "北京市", "内蒙古自治区", "广东省", "西藏自治区", "新疆维吾尔自治区", "台湾省",
        "香港特别行政区",
    ]  # fmt: skip
    assert len(region_children("44")) == 21
    assert len(region_children("11")) == 16
    assert len([code for code in EVERY_PLACE if len(code) == 6]) > 2990
    assert len(set(EVERY_PLACE)) == len(EVERY_PLACE)


def test_every_full_name_leads_back_to_its_place() -> None:
    for code in EVERY_PLACE:
        province, city, district, rest = parse_region(region_name(code))
        assert (region_name(district or city or province), rest) == (region_name(code), "")


def test_short_names_lead_back_to_the_code_almost_always() -> None:
    wrong = []
    for code in EVERY_PLACE:
        province, city, district, _rest = parse_region(short_region_name(code))
        if region_name(district or city or province) != region_name(code):
            wrong.append(short_region_name(code))
    assert len(wrong) < len(EVERY_PLACE) * 0.02, wrong


@pytest.mark.parametrize(
    ("text", "codes", "rest"),
    [
        ("广东省深圳市南山区粤海街道科苑路1号", ("44", "4403", "440305"), "粤海街道科苑路1号"),
        ("广东深圳南山", ("44", "4403", "440305"), ""),
        ("深圳市南山区", ("44", "4403", "440305"), ""),
        ("深圳", ("44", "4403", ""), ""),
        ("广东省", ("44", "", ""), ""),
        ("广东/深圳/南山", ("44", "4403", "440305"), ""),
        ("广东省 深圳市 南山区", ("44", "4403", "440305"), ""),
        ("中国广东省深圳市", ("44", "4403", ""), ""),
        ("北京朝阳", ("11", "1101", "110105"), ""),
        ("北京市市辖区朝阳区建国路", ("11", "1101", "110105"), "建国路"),
        ("上海浦东", ("31", "3101", "310115"), ""),
        ("浦东新区", ("31", "3101", "310115"), ""),
        ("重庆市云阳县", ("50", "5002", "500235"), ""),
        ("内蒙古呼和浩特", ("15", "1501", ""), ""),
        ("西藏拉萨", ("54", "5401", ""), ""),
        ("新疆石河子", ("65", "6590", "659001"), ""),
        ("河南济源市", ("41", "4190", "419001"), ""),
        ("湖北恩施州恩施市", ("42", "4228", "422801"), ""),
        ("湘西", ("43", "4331", ""), ""),
        ("江苏昆山", ("32", "3205", "320583"), ""),
        ("义乌", ("33", "3307", "330782"), ""),
        ("吉林市", ("22", "2202", ""), ""),
        ("海南藏族自治州", ("63", "6325", ""), ""),
        ("海南海口", ("46", "4601", ""), ""),
        ("朝阳市", ("21", "2113", ""), ""),
        ("香港中西区", ("81", "", "810001"), ""),
        ("440305", ("44", "4403", "440305"), ""),
        ("440300", ("44", "4403", ""), ""),
        ("440000", ("44", "", ""), ""),
    ],
)
def test_an_address_gives_its_region(text: str, codes: tuple[str, ...], rest: str) -> None:
    assert parse_region(text) == (*codes, rest)


@pytest.mark.parametrize(
    "text",
    ["", "中山路1号", "中山大道西", "南京东路100号", "北京路5号", "长安街", "鼓楼区", "朝阳区",
     "平安", "Springfield", "999999", "某某小区3栋"],
)  # fmt: skip
def test_a_street_or_an_ambiguous_name_is_no_region(text: str) -> None:
    assert parse_region(text) == ("", "", "", text)


def test_a_street_named_after_a_district_stays_in_the_address() -> None:
    assert parse_region("深圳南山大道8号") == ("44", "4403", "", "南山大道8号")


@given(st.text(max_size=40))
def test_any_text_gives_known_codes(text: str) -> None:
    *codes, rest = parse_region(text)
    assert all(code == "" or region_name(code) for code in codes)
    assert len(rest) < len(unicodedata.normalize("NFKC", text)) or not any(codes)


@given(st.sampled_from(EVERY_PLACE))
def test_a_place_lies_in_its_parents(code: str) -> None:
    for parent in region_parents(code):
        assert code.startswith(parent) and own_region_name(parent)
    assert region_name(code).endswith(own_region_name(code))


def test_unknown_codes_have_no_name() -> None:
    assert region_name("999999") == own_region_name("") == short_region_name("4499") == ""
    assert region_children("440305") == []
