"""Industries are found by code, name and part of a name."""

import pytest

from sanjing.kernel.industries import (
    find_industry,
    full_industry_code,
    industry_children,
    industry_name,
    industry_parents,
    parse_industry,
)

SECTIONS = industry_children()
DIVISIONS = [code for section in SECTIONS for code in industry_children(section)]
GROUPS = [code for division in DIVISIONS for code in industry_children(division)]
CLASSES = [code for group in GROUPS for code in industry_children(group)]


def test_the_standard_has_its_published_numbers() -> None:
    assert (len(SECTIONS), len(DIVISIONS), len(GROUPS), len(CLASSES)) == (20, 97, 473, 1381)


def test_every_industry_is_found_by_its_name() -> None:
    for code in SECTIONS + DIVISIONS + GROUPS[::5] + CLASSES[::20]:
        found = parse_industry(industry_name(code))
        assert industry_name(found).rstrip("业") == industry_name(code).rstrip("业")
        assert len(found) <= len(code)
        assert found in find_industry(industry_name(code), most=5)


@pytest.mark.parametrize(
    ("text", "code"),
    [("软件开发", "I651"), ("餐饮", "H62"), ("燃气生产供应", "D45"), ("房地产", "K"),
     ("d45", "D45"),
     ("批发和零售业", "F"), ("宠物饲料", "C1321")],
)  # fmt: skip
def test_the_best_answer_comes_first(text: str, code: str) -> None:
    assert find_industry(text)[0] == code


def test_no_more_answers_than_asked() -> None:
    assert len(find_industry("制造", most=3)) == 3
    assert find_industry("没有这一行") == []


def test_an_unknown_industry_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="没有“火星采矿”"):
        parse_industry("火星采矿")
    with pytest.raises(ValueError, match="国民经济行业"):
        parse_industry("")
    assert industry_name("9999") == full_industry_code("") == ""


def test_the_section_letter_may_be_left_out() -> None:
    assert full_industry_code("6513") == "I6513"
    assert industry_parents("I6513") == ("I", "I65", "I651")
    assert industry_parents("A") == ()
