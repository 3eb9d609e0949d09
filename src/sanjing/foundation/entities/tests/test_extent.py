"""A page is the same whichever way the rows are read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlencode

import pytest
from django.db.models import Index, QuerySet
from django.db.models.functions import Lower
from django.http import QueryDict

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.entities import alongside, asking, narrowing, paging, registry
from sanjing.foundation.entities import extent as module
from sanjing.foundation.entities.asking import Question
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.extent import extent
from sanjing.foundation.entities.tests.population import populate
from tests.support.cast import Person, person, team

pytestmark = pytest.mark.django_db
NONE = (0, 0, 0, 0)
"""No walk."""
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


@pytest.fixture(scope="module")
def holder(all_along: None) -> Person:
    """Holds a third of sixty customers; somebody else holds another, and nobody the last."""
    who, other = (
        person(name, name, role="salesperson", team=team(f"{name}组")) for name in ("甲", "乙")
    )
    populate(system_actor("测试"), [who.user.pk, other.user.pk, None], count=60)
    return who


@pytest.fixture
def company(holder: Person, db: None) -> None:
    """The customers, in a transaction of the test's own."""


@pytest.mark.parametrize(
    ("few", "walk"),
    [
        (0, NONE),
        (4, NONE),
        (1000, NONE),
        (0, (3, 5, 8, 20)),
        (0, (2, 4, 4, 60)),
        (4, (200, 1000, 1200, 1200)),
    ],
)
@pytest.mark.parametrize("asked", ASKED, ids=urlencode)
def test_few_and_many_rows_make_the_same_pages(
    company: None,
    holder: Person,
    asked: dict,
    few: int,
    walk: tuple[int, int, int, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "FEW", few)
    monkeypatch.setattr(narrowing, "FEW", few)
    first, sample, near, far = walk
    monkeypatch.setattr(alongside, "FIRST", first)
    monkeypatch.setattr(alongside, "SAMPLE", sample)
    monkeypatch.setattr(module, "NEAR", near)
    monkeypatch.setattr(module, "FAR", dict.fromkeys(alongside.FAR, far))
    entity = registry.get("customer")
    params = QueryDict(urlencode({**asked, "limit": 7}))
    question = asking.read(params, entity, holder.actor)
    plain = paging.rows_of(entity, holder.actor, question)
    for page in (question, *neighbours(entity, plain, question)):
        found = extent(entity, holder.actor, page)
        assert paging.page(found.page_rows, entity, page) == paging.page(plain, entity, page)
        assert set(found.rows) == set(plain)
        count, capped = found.count
        assert capped or count == plain.count()


def neighbours(entity: Entity, rows: QuerySet, question: Question) -> Iterator[Question]:
    """The second page, and the first again as the one before it."""
    first = paging.page(rows, entity, question)
    if first.after:
        second = replace(question, after=first.after)
        yield second
        yield replace(question, before=paging.page(rows, entity, second).before)


def test_someone_who_sees_all_is_counted_at_once(company: None, boss: Person) -> None:
    entity = registry.get("customer")
    found = extent(entity, boss.actor, asking.read(QueryDict(), entity, boss.actor))
    assert found.count == (entity.model.objects.count(), False)


def test_more_than_the_cap_is_said_of_a_search_too(
    company: None, boss: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "COUNT_CAP", 3)
    entity = registry.get("customer")
    question = asking.read(QueryDict("q=abc"), entity, boss.actor)
    found = extent(entity, boss.actor, question)
    assert found.count == (3, True)


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


def test_a_count_that_costs_more_than_the_page_is_asked_for_once_the_page_stands(
    company: None, boss: Person
) -> None:
    asked = urlencode({"stage__in": "new,regular", "sort": "name", "limit": 7})
    page = boss.browser().get(f"/customers/?{asked}").content.decode()
    entity = registry.get("customer")
    assert "7 条以上" in page and f'hx-get="/customers/count/?{asked}"' in page.replace(
        "&amp;", "&"
    )
    told = boss.browser().get(f"/customers/count/?{asked}").content.decode()
    found = paging.rows_of(
        entity, boss.actor, asking.read(QueryDict(asked), entity, boss.actor)
    ).count()
    assert found > 7 and f"共 {found} 条" in told and "hx-get" not in told


def test_a_count_is_of_what_its_reader_may_see(company: None, boss: Person, holder: Person) -> None:
    boss_sees, holder_sees = (
        who.browser().get("/customers/count/?stage__in=new,regular").content.decode()
        for who in (boss, holder)
    )
    assert boss_sees != holder_sees
