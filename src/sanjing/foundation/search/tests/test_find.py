"""What is found by what is typed, and nothing that is not there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjing.foundation.entities import registry
from sanjing.foundation.search.find import find, find_ids
from sanjing.kernel.pinyin import sounds
from tests.support.factories import make
from tests.support.properties import examples

pytestmark = pytest.mark.django_db
PING_AN, ACME = "深圳市平安科技有限公司", "Acme 贸易（北京）"
FIRMS = [PING_AN, "上海长风饲料厂", "单县明珠液化气站", "曾记餐饮", "重庆银行大酒店", ACME]
PEOPLE = ["单雄信", "曾国藩", "解缙", "欧阳明", "张伟", "Mary Smith"]
PHONES = ["13800138000", "0755-12345678", "4008001234", "95588", "13912345678", "021-87654321"]


@pytest.fixture
def company(boss):
    """Six firms with a phone and a person each."""
    firms, people = registry.get("customer"), registry.get("contact")
    made = {}
    for firm, person, phone in zip(FIRMS, PEOPLE, PHONES, strict=True):
        customer = make(
            firms, boss.actor, name=firm, phone=phone, email=f"info{phone[-4:]}@example.cn"
        )
        made[firm] = customer
        made[person] = make(people, boss.actor, name=person, customer=customer)
    return made


def found(query: str, who) -> list[str]:
    entities = [registry.get("customer"), registry.get("contact")]
    return [hit.title for hit in find(query, by=who.actor, entities=entities)]


@examples(120)
@given(data=st.data())
def test_any_part_of_a_name_finds_it(company, boss, data) -> None:
    name = data.draw(st.sampled_from([*FIRMS[:5], *PEOPLE[:5]]))
    start = data.draw(st.integers(0, len(name) - 2))
    end = data.draw(st.integers(start + 2, len(name)))
    assert name in found(name[start:end], boss)


@examples(60)
@given(data=st.data())
def test_pinyin_and_initials_find_a_name_as_it_is_said(company, boss, data) -> None:
    name = data.draw(st.sampled_from([*FIRMS[:5], *PEOPLE[:5]]))
    heard = sounds(name, name in PEOPLE)
    start = data.draw(st.integers(0, len(heard.syllables) - 2))
    end = data.draw(st.integers(start + 2, len(heard.syllables)))
    assert name in found("".join(heard.syllables[start:end])[:12], boss)
    assert name in found("".join(heard.initials[start:end])[:12], boss)


@examples(80)
@given(data=st.data())
def test_any_three_digits_in_a_row_find_a_phone(company, boss, data) -> None:
    number = data.draw(st.integers(0, len(PHONES) - 1))
    digits = "".join(filter(str.isdigit, PHONES[number]))
    start = data.draw(st.integers(0, len(digits) - 3))
    end = data.draw(st.integers(start + 3, len(digits)))
    assert FIRMS[number] in found(digits[start:end], boss)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("shanxiongxin", "单雄信"), ("sxx", "单雄信"), ("zengguofan", "曾国藩"), ("xiejin", "解缙"),
        ("mingzhu", "单县明珠液化气站"), ("ＡＣＭＥ", ACME), ("acm", ACME), ("smith", "Mary Smith"),
        ("138 0013 8000", PING_AN), ("+86 13800138000", PING_AN), ("平安 8000", PING_AN),
        ("INFO8000@EXAMPLE.CN", PING_AN), ("0755 1234 5678", "上海长风饲料厂"),
    ],
)  # fmt: skip
def test_what_people_type_finds_whom_they_mean(company, boss, query, name) -> None:
    assert name in found(query, boss)


@pytest.mark.parametrize(
    "query", ["安平", "科平", "13800138009", "8000138", "zhangwei平安", "北京上海", "xzq"]
)
def test_what_is_nowhere_in_one_piece_is_not_found(company, boss, query) -> None:
    assert found(query, boss) == []


def test_the_whole_name_comes_before_longer_ones(boss) -> None:
    entity = registry.get("customer")
    for name in ("长风", "长风饲料", "北方长风"):
        make(entity, boss.actor, name=name)
    assert found("长风", boss) == ["长风", "长风饲料", "北方长风"]


@pytest.mark.parametrize(
    "query",
    [
        '"', "'", "* OR *", ") OR (", "NEAR(a b)", "a:b", "terms:xall", "xall", "xecustomer", "xo1 xopen",
        "-", "^", "\\", "%", "_", "&|!():*<->", "\x00", "a\x00b", "AND", "NOT 平安", "{}", "🎉", "A" * 5000, "平" * 500,
    ],
)  # fmt: skip
def test_no_query_breaks_out_of_the_search(company, boss, outsider, seller, query) -> None:
    for who in (boss, seller, outsider):
        assert {*found(query, who)} <= {*company}
    assert found(query, seller) == found(query, outsider) == []
    find_ids(query, by=boss.actor, entity=registry.get("customer"))


@examples(100)
@given(query=st.text(max_size=12))
def test_no_text_at_all_breaks_the_search(company, boss, seller, query) -> None:
    assert {*found(query, boss)} <= {*company}
    assert found(query, seller) == []


@pytest.mark.parametrize("asked", ["changfengsiliao", "zhangfengsiliao", "cfsl", "zfsl", "zhangf"])
def test_a_name_of_two_readings_is_found_by_both(boss, asked) -> None:
    make(registry.get("customer"), boss.actor, name="长风饲料")
    make(registry.get("customer"), boss.actor, name="远洋物流")
    assert [
        hit.title for hit in find(asked, by=boss.actor, entities=[registry.get("customer")])
    ] == ["长风饲料"]
