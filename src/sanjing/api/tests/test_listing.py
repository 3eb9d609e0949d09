"""GET /api/customers"""

import threading
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.utils import timezone

from sanjing.foundation.entities import batches, registry
from sanjing.foundation.entities.entity import Entity
from tests.support.factories import make

pytestmark = pytest.mark.django_db
PATH = "/api/customers"


@pytest.fixture
def customers() -> Entity:
    return registry.get("customer")


@pytest.fixture
def forty(customers, boss) -> list[int]:
    rows = [
        {"name": f"客户{number:03d}", "stage": ["new", "real"][number % 2]} for number in range(40)
    ]
    outcome = batches.create_many(customers, rows, by=boss.actor, at=timezone.now())
    return [record.pk for record in outcome.created.values()]


def walk(by, step: str = "next", **params) -> list[int]:
    """Ids of all pages, following the links as a program would."""
    body = by.get(PATH, **params).json()
    found = [row["id"] for row in body["data"]]
    while body[step]:
        address = urlsplit(body[step])
        body = by.client.get(f"{address.path}?{address.query}").json()
        found += [row["id"] for row in body["data"]]
    return found


@pytest.mark.parametrize("sort", ["id", "-id", "name", "-name", "-changed_at", "next_contact_date"])
def test_a_walk_meets_every_row_once(forty, boss, program, sort) -> None:
    found = walk(program(boss), sort=sort, limit=7)
    assert sorted(found) == sorted(forty)


def test_a_walk_meets_every_row_once_while_others_are_added(customers, forty, boss, program):
    by, found = program(boss), []
    body = by.get(PATH, sort="name", limit=7).json()
    while True:
        found += [row["id"] for row in body["data"]]
        make(customers, boss.actor, name=f"客户{len(found):03d}-新")
        if not body["next_cursor"]:
            break
        body = by.get(PATH, sort="name", limit=7, after=body["next_cursor"]).json()
    assert [pk for pk in found if pk in forty] == sorted(forty)
    assert len(set(found)) == len(found)


def test_the_way_back_leads_through_the_same_rows(forty, boss, program) -> None:
    by = program(boss)
    first = by.get(PATH, sort="name", limit=10).json()
    second = by.get(PATH, sort="name", limit=10, after=first["next_cursor"]).json()
    back = by.get(PATH, sort="name", limit=10, before=second["previous_cursor"]).json()
    assert back["data"] == first["data"]
    assert first["previous"] is None


def test_links_keep_the_question(forty, boss, program) -> None:
    body = program(boss).get(PATH, stage="new", fields="name", limit=5).json()
    kept = parse_qs(urlsplit(body["next"]).query)
    assert kept["stage"] == ["new"] and kept["fields"] == ["name"] and kept["limit"] == ["5"]


def test_conditions_are_those_of_the_pages(forty, boss, program) -> None:
    by = program(boss)
    assert len(by.get(PATH, stage="new").json()["data"]) == 20
    tree = '{"any": [{"field": "name", "op": "is", "value": "客户001"}]}'
    assert [row["name"] for row in by.get(PATH, where=tree).json()["data"]] == ["客户001"]
    make(registry.get("customer"), boss.actor, name="深圳平安")
    assert [row["name"] for row in by.get(PATH, q="pingan").json()["data"]] == ["深圳平安"]


def test_only_the_named_fields_are_told(forty, boss, program) -> None:
    row = program(boss).get(PATH, fields="name,stage").json()["data"][0]
    assert set(row) == {"id", "version", "name", "stage"}


def test_rows_are_counted_when_asked(forty, boss, program) -> None:
    body = program(boss).get(PATH, count="true", limit=1).json()
    assert (body["count"], body["count_is_capped"]) == (40, False)
    assert "count" not in program(boss).get(PATH).json()


@pytest.mark.parametrize(
    "params",
    [
        {"stagee": "new"},
        {"name__about": "x"},
        {"sort": "secret"},
        {"limit": "many"},
        {"after": "rubbish"},
        {"where": "{"},
        {"where": '{"field": "nothing"}'},
        {"fields": "name,secret"},
        {"q": "a\0b"},
        {"owner__is": "nobody"},
        {"employees__above": "9" * 40},
    ],
)
def test_a_question_that_means_nothing_is_refused(forty, boss, program, params) -> None:
    response = program(boss).get(PATH, **params)
    assert response.status_code == 400
    assert response.json()["code"] == "bad_criteria"


def test_a_page_holds_two_hundred_at_most(customers, boss, program) -> None:
    rows = [{"name": f"客户{number}"} for number in range(205)]
    batches.create_many(customers, rows, by=boss.actor, at=timezone.now())
    assert len(program(boss).get(PATH, limit=9999).json()["data"]) == 200


@pytest.mark.parametrize("limit", [10, 40])
def test_a_page_costs_the_same_queries_however_long(
    forty, boss, program, limit, django_assert_max_num_queries
) -> None:
    by = program(boss)
    by.get(PATH)
    with django_assert_max_num_queries(6):
        by.get(PATH, limit=limit)


@pytest.mark.django_db(transaction=True)
def test_a_walk_meets_every_row_once_while_another_process_writes(customers, boss, program):
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("another connection would see another database")
    rows = [{"name": f"客户{number:03d}"} for number in range(60)]
    before = batches.create_many(customers, rows, by=boss.actor, at=timezone.now())
    wanted = {record.pk for record in before.created.values()}
    stop, failures = threading.Event(), []

    def write() -> None:
        try:
            while not stop.is_set():
                make(customers, boss.actor, name="客户030-新")
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        found = walk(program(boss), sort="name", limit=6)
    finally:
        stop.set()
        writer.join()
    assert not failures
    assert len(set(found)) == len(found)
    assert wanted <= set(found)


def test_words_where_nothing_can_be_looked_up_are_refused_in_a_sentence(boss, program):
    unsearchable = [
        entity for entity in registry.all_entities() if entity.api and not entity.search
    ]
    assert unsearchable
    for entity in unsearchable:
        answer = program(boss).get(f"/api/{entity.slug}", q="abc")
        assert answer.status_code == 400, entity.slug
        assert str(entity.label) in answer.json()["detail"]
