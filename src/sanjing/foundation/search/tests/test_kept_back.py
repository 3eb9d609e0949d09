"""A search does not spell out what a role may not read."""

from dataclasses import replace

import pytest
from django.utils import timezone

from sanjing.foundation.accounts.actor import FieldRule
from sanjing.foundation.entities import records, registry
from sanjing.foundation.search.find import find, find_ids

pytestmark = pytest.mark.django_db


@pytest.fixture
def company(boss):
    entity = registry.get("customer")
    values = {"name": "江城第一机械厂", "phone": "13812345678", "email": "li@jiangcheng.cn"}
    return records.create(entity, values, by=boss.actor, at=timezone.now())


@pytest.mark.parametrize("rule", [FieldRule.MASKED, FieldRule.HIDDEN])
def test_a_number_that_is_kept_back_finds_nothing(boss, company, rule) -> None:
    entity = registry.get("customer")
    reader = replace(boss.actor, field_rules={"customer": {"phone": rule}})
    for words in ("5678", "1381234", "江城 5678"):
        assert [hit.record_id for hit in find(words, by=boss.actor, entities=[entity])] == [
            company.pk
        ]
        assert find(words, by=reader, entities=[entity]) == []
        assert find_ids(words, by=reader, entity=entity) == []


def test_what_may_be_read_still_finds(boss, company) -> None:
    entity = registry.get("customer")
    reader = replace(boss.actor, field_rules={"customer": {"phone": FieldRule.MASKED}})
    for words in ("江城", "jcdyj", "第一机械", "jiangcheng", company.reference):
        assert [hit.record_id for hit in find(words, by=reader, entities=[entity])] == [company.pk]


def test_a_rule_that_only_forbids_writing_hides_nothing(boss, company) -> None:
    entity = registry.get("customer")
    reader = replace(boss.actor, field_rules={"customer": {"phone": FieldRule.READ_ONLY}})
    assert [hit.record_id for hit in find("5678", by=reader, entities=[entity])] == [company.pk]
