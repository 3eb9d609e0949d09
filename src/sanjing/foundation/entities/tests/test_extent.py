"""A page is the same whichever way the rows are read."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.db.models import Index
from django.db.models.functions import Lower
from django.http import QueryDict

from sanjing.foundation.entities import asking, narrowing, paging, registry
from sanjing.foundation.entities import extent as module
from sanjing.foundation.entities.extent import extent
from sanjing.foundation.entities.tests.population import populate
from tests.support.cast import Person

pytestmark = pytest.mark.django_db
ASKED = (
    {},
    {"sort": "name"},
    {"sort": "-last_contacted_at", "stage": "new"},
    {"sort": "next_contact_date", "next_contact_date__filled": ""},
    {"owner": "me", "sort": "-id"},
    {"owner__empty": "", "grade": "a"},
    {"sort": "stage", "stage__in": "new,regular"},
    {"q": "abc", "sort": "-changed_at"},
    {"tags__has": "VIP"},
    {"tags__has": "vip%", "stage": "new", "sort": "name"},
    {"region__within": "44", "grade": "a"},
    {"region": "440106", "sort": "-last_contacted_at"},
    {"where": '{"all": [{"field": "tags", "op": "has", "value": "甲"}]}'},
    {
        "where": '{"any": [{"field": "tags", "op": "has", "value": "甲"}, {"field": "stage", "value": "new"}]}'
    },
)


@pytest.fixture
def company(admin: Person, seller: Person, other_seller: Person) -> None:
    populate(admin.actor, [seller.user.pk, other_seller.user.pk, None], count=60)


@pytest.mark.parametrize("few", [0, 4, 1000])
@pytest.mark.parametrize("asked", ASKED, ids=urlencode)
def test_few_and_many_rows_make_the_same_pages(
    company: None, seller: Person, asked: dict, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FEW", few)
    monkeypatch.setattr(narrowing, "FEW", few)
    entity = registry.get("customer")
    params = QueryDict(urlencode({**asked, "limit": 7}))
    question = asking.read(params, entity, seller.actor)
    plain = paging.rows_of(entity, seller.actor, question)
    found = extent(entity, seller.actor, question)
    wanted = paging.page(plain, entity, question)
    assert paging.page(found.rows, entity, question) == wanted
    assert set(found.rows) == set(plain)
    assert found.capped or found.count == plain.count()


def test_someone_who_sees_all_is_counted_at_once(company: None, boss: Person) -> None:
    entity = registry.get("customer")
    found = extent(entity, boss.actor, asking.read(QueryDict(), entity, boss.actor))
    assert (found.count, found.capped) == (entity.model.objects.count(), False)


def test_more_than_the_cap_is_said_of_a_search_too(
    company: None, boss: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "COUNT_CAP", 3)
    entity = registry.get("customer")
    question = asking.read(QueryDict("q=abc"), entity, boss.actor)
    found = extent(entity, boss.actor, question)
    assert (found.count, found.capped) == (3, True)


@pytest.mark.parametrize(
    ("name", "asked", "found"),
    [
        ("activity", {"owner": "me", "sort": "-happened_at"}, True),
        ("activity", {"owner": "me", "sort": "happened_at"}, True),
        ("activity", {"owner": "me", "sort": "-id"}, False),
        ("task", {"owner": "me", "sort": "due_date"}, False),
        ("customer", {"owner": "me", "sort": "-changed_at"}, True),
    ],
)
def test_an_index_serves_if_it_holds_all_rows_whichever_way_it_runs(
    boss: Person, name: str, asked: dict, found: bool
) -> None:
    entity = registry.get(name)
    question = asking.read(QueryDict(urlencode(asked)), entity, boss.actor)
    assert module.has_index(entity, question) is found


def test_an_index_of_an_expression_narrows_nothing_down(
    company: None, boss: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    entity = registry.get("customer")
    folded = Index(Lower("name"), name="by_folded_name")
    monkeypatch.setattr(entity.model._meta, "indexes", [folded, *entity.model._meta.indexes])
    question = asking.read(QueryDict("region__within=44"), entity, boss.actor)
    assert set(extent(entity, boss.actor, question).rows) == set(
        paging.rows_of(entity, boss.actor, question)
    )
