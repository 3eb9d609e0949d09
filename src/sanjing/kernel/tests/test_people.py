"""The same person or firm is recognised under different spellings, and different ones are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjing.kernel.people import (
    PersonName,
    company_key,
    join_name,
    person_key,
    split_name,
)

SAME_FIRM = [
    ["深圳市平安科技有限公司（总部）", "深圳平安科技有限公司", "平安科技（深圳）有限公司",
     "广东省深圳市平安科技股份有限公司", "平安科技有限责任公司",
     " 平安 科技 ", "【深圳】平安科技公司"],
    ["ACME Co., Ltd.", "Acme Company Limited", "acme", "ACME, Inc.",
     "The Acme Corporation", "ＡＣＭＥ"],
    ["Müller GmbH & Co. KG", "Muller", "MÜLLER AG"],
    ["I.B.M. Corp.", "IBM"],
    ["阿里巴巴（中国）有限公司", "阿里巴巴集团控股有限公司"],
    ["昆山市好孩子用品有限公司", "昆山好孩子用品有限公司", "江苏省昆山市好孩子用品有限公司"],
    ["重庆啤酒股份有限公司", "重庆市啤酒有限公司"],
]  # fmt: skip
DIFFERENT_FIRMS = [
    ("上海银行股份有限公司", "北京银行股份有限公司"),
    ("深圳市燃气集团股份有限公司", "广州燃气集团有限公司"),
    ("平安科技有限公司", "平安科技有限公司广州分公司"),
    ("北京大学", "南京大学"),
    ("中山大学附属第一医院", "郑州大学附属第一医院"),
    ("天津市第一中心医院", "沈阳市第一中心医院"),
    ("南京东路百货有限公司", "百货有限公司"),
    ("上海自来水有限公司", "天津自来水有限公司"),
    ("Northwind Traders", "Southwind Traders"),
]


@pytest.mark.parametrize("names", SAME_FIRM)
def test_spellings_of_one_firm_have_one_key(names: list[str]) -> None:
    assert len({company_key(name) for name in names}) == 1, {n: company_key(n) for n in names}


@pytest.mark.parametrize(("one", "other"), DIFFERENT_FIRMS)
def test_different_firms_have_different_keys(one: str, other: str) -> None:
    assert company_key(one) != company_key(other)


@given(st.text(max_size=40))
def test_a_key_never_loses_a_name_altogether(name: str) -> None:
    letters = [character for character in name if character.isalpha() and character.isascii()]
    if letters and "(" not in name and "[" not in name and "'" not in name:
        assert company_key(name)
    assert company_key(name) == company_key(f" {name} ")


@pytest.mark.parametrize("name", ["公司", "有限公司", "集团", "Co., Ltd.", "The Group"])
def test_a_name_that_is_only_a_legal_form_keeps_it(name: str) -> None:
    assert company_key(name)


@pytest.mark.parametrize(
    ("name", "family", "given"),
    [("张伟", "张", "伟"), ("欧阳修", "欧阳", "修"), ("欧阳", "欧", "阳"),
     ("司马 相如", "司马", "相如"),
     ("诸葛亮", "诸葛", "亮"), ("阚", "", "阚"), ("John Smith", "Smith", "John"),
     ("Smith, John", "Smith", "John"), ("Mary Ann Lee", "Lee", "Mary Ann"), ("Cher", "", "Cher"),
     ("", "", "")],
)  # fmt: skip
def test_a_name_is_split(name: str, family: str, given: str) -> None:
    assert split_name(name) == PersonName(family, given)


@given(st.text("张王欧阳司马单伟敏", min_size=1, max_size=4))
def test_a_chinese_name_is_put_together_again(name: str) -> None:
    parts = split_name(name)
    assert join_name(parts.family, parts.given) == name


@pytest.mark.parametrize(
    "names",
    [
        ["张伟", "张 伟", "张　伟", "张伟先生", "张伟经理", "张伟 总经理"],
        ["John Smith", "JOHN  SMITH", "Smith, John", "Mr. John Smith", "Dr John Smith Jr."],
        ["阿卜杜拉·买买提", "阿卜杜拉买买提", "阿卜杜拉•买买提"],
        ["Jürgen Groß", "JURGEN GROSS"],
    ],
)
def test_spellings_of_one_person_have_one_key(names: list[str]) -> None:
    assert len({person_key(name) for name in names}) == 1


@pytest.mark.parametrize(("one", "other"), [("张总", "张老师"), ("张伟", "张维"), ("单雪", "单")])
def test_different_people_have_different_keys(one: str, other: str) -> None:
    assert person_key(one) != person_key(other)
