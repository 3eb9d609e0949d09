"""Whatever part of a record a person types, the record is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjing.kernel.pinyin import sounds
from sanjing.kernel.text import index_terms, matches, plain, query_terms

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
LATIN = st.text("abcdefghijklmnopqrstuvwxyzÄéøŁ", min_size=1, max_size=20)
CHINESE_NAMES = st.text(HAN, min_size=2, max_size=14)
MIXED_NAMES = st.lists(CHINESE_NAMES | LATIN, min_size=1, max_size=3).map(" ".join)
ANYTHING = st.text(max_size=30)


def finds(query: str, terms: list[str]) -> bool:
    """Naive evaluator: every term asked for is there."""
    asked = query_terms(query)
    return bool(asked) and all(
        any(term.startswith(wanted.text) for term in terms)
        if wanted.prefix
        else wanted.text in terms
        for wanted in asked
    )


@given(CHINESE_NAMES, st.data())
def test_any_chinese_part_of_a_name_finds_it(name: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(name) - 1))
    end = data.draw(st.integers(start + 1, len(name)))
    assert finds(name[start:end], index_terms([name]))
    assert matches(name[start:end], plain(name))


@given(CHINESE_NAMES, CHINESE_NAMES)
def test_verification_is_exactly_substring_search(query: str, name: str) -> None:
    assert matches(query, plain(name)) == (plain(query) in plain(name))


@given(st.text("0123456789", min_size=3, max_size=18), st.data())
def test_any_three_digits_of_a_number_find_it(number: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(number) - 3))
    end = data.draw(st.integers(start + 3, len(number)))
    part = number[start:end]
    assert finds(part, index_terms([], digits=[number]))
    assert finds(part, index_terms([], codes=[number + "X"]))
    assert finds(part, index_terms(["第" + number + "号"]))
    assert matches(part, plain(number[:3] + "-" + number[3:]))


@given(CHINESE_NAMES, st.booleans(), st.data())
def test_pinyin_and_initials_from_any_syllable_find_a_name(
    name: str, person: bool, data: st.DataObject
) -> None:
    heard = sounds(name, person)
    start = data.draw(st.integers(0, len(name) - 1))
    for spoken in ("".join(heard.syllables[start:]), "".join(heard.initials[start:])):
        typed = spoken[: data.draw(st.integers(1, len(spoken)))]
        if typed.isalpha() and typed.isascii():
            assert finds(typed, index_terms([name], persons=person))
            assert finds(typed.upper(), index_terms([name], persons=person))


@given(MIXED_NAMES)
def test_a_whole_name_finds_itself_and_so_does_each_word(name: str) -> None:
    terms = index_terms([name])
    assert finds(name, terms)
    assert all(finds(word, terms) for word in name.split())
    assert matches(name, plain(name))


@given(st.lists(ANYTHING, max_size=3), ANYTHING)
def test_terms_hold_only_what_every_index_keeps_whole(names: list[str], code: str) -> None:
    terms = index_terms(names, digits=[code], codes=[code])
    assert len(terms) == len(set(terms))
    assert all(term and not any(mark.isspace() or mark == "_" for mark in term) for term in terms)


@given(ANYTHING)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("深圳", True),
        ("平安科技", True),
        ("深圳平安", True),
        ("深圳（平安", True),
        ("圳市", False),
        ("szpakj", True),
        ("pingan", True),
        ("pak", True),
        ("anping", False),
        ("平安 8000", True),
        ("平安 8009", False),
        ("1300", False),
        ("+86 138 0013 8000", True),
        ("0086138-0013-8000", True),
        ("8000 sz", True),
        ("pingankejigongsi", True),
        ("zhang.wei@pingan.com", True),
        ("pingan.com", True),
        ("wei88", True),
        ("461136t", True),
        ("CRM-2024-001", True),
        ("crm2024", True),
        ("2024001", True),
        ("CRM-2025", False),
        ("Ｃｒｍ", True),
    ],
)
def test_a_firm_is_found_by_what_people_type(query: str, found: bool) -> None:
    names, phone = ["深圳（平安）科技公司"], "138 0013 8000"
    codes = ["91440300708461136T", "zhang.wei88@pingan.com", "CRM-2024-001"]
    terms = index_terms(names, digits=[phone], codes=codes)
    verified = matches(query, plain("\n".join([*names, phone, *codes])))
    assert (finds(query, terms) and verified) is found


def test_a_person_is_found_by_the_surname_as_it_is_said() -> None:
    terms = index_terms(["单雪"], persons=True)
    assert finds("shanxue", terms) and finds("sx", terms)
    assert finds("danxue", terms) and finds("dx", terms), "who only read the name finds her too"
    assert terms.index("shanxue") < terms.index("danxue")


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("长风饲料", "changfeng zhangfeng cfsl zfsl"),
        ("朝阳燃气", "chaoyang zhaoyang cyrq zyrq"),
        ("曾氏集团", "zengshi cengshi zsjt csjt"),
        ("重庆水务", "chongqing zhongqing cqsw zqsw"),
        ("解记面馆", "jieji xieji jjmg xjmg"),
        ("查家酒坊", "chajia zhajia cjjf zjjf"),
        ("仇庄养殖", "chouzhuang qiuzhuang czyz qzyz"),
        ("单县商行", "danxian shanxian"),
        ("海韵琴行", "qinhang qinxing"),
        ("华厦建设", "huaxia huasha"),
    ],
)
def test_a_doubtful_character_is_found_by_either_reading(name: str, asked: str) -> None:
    terms = index_terms([name])
    assert [one for one in asked.split() if not finds(one, terms)] == []


@pytest.mark.parametrize(
    ("name", "never"),
    [("长江银行", "zhangjiang"), ("乐山音乐", "yueshan"), ("中国银行", "yinxing")],
)
def test_what_a_phrase_settles_has_one_reading(name: str, never: str) -> None:
    assert not finds(never, index_terms([name]))


def test_a_name_full_of_doubts_stays_small() -> None:
    assert len(index_terms(["曾查单解仇乐朝长重行"])) <= 4 * len(
        index_terms(["张王李赵孙周吴郑冯陈"])
    )


@pytest.mark.parametrize("query", ["", "  ", "()-", "！？"])
def test_an_empty_question_asks_nothing(query: str) -> None:
    assert query_terms(query) == []


def test_scattered_pairs_and_triples_are_not_a_match() -> None:
    assert not matches("安科平", plain("平安科技安平"))
    assert not matches("138001", plain("13800 99001"))
    assert matches("Müller", plain("anything: Latin words are left to the terms"))


def test_a_foreign_name_is_found_without_its_accents() -> None:
    terms = index_terms(["Søren Ångström-Łukasz"])
    assert finds("soren", terms) and finds("ANGSTROM", terms) and finds("łuk", terms)
