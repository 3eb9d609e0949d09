"""How many queries a page costs: recorded, and the same however many rows there are."""

from __future__ import annotations

import itertools
import json
import os
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sanjing.foundation.accounts import company
from sanjing.foundation.customization import queries
from sanjing.foundation.entities import batches, registry
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.search import sweep
from tests.support import factories
from tests.support.factories import make, values_for

pytestmark = pytest.mark.django_db
RECORD = Path(__file__).with_name("query_counts.json")
RECORDING = os.environ.get("RECORD_QUERY_COUNTS") == "1"
HOW = "If that is meant: RECORD_QUERY_COUNTS=1 pytest tests/contracts/test_query_counts.py"
FEW, MANY = 5, 25
every_entity = pytest.mark.parametrize("entity", registry.all_entities(), ids=lambda e: e.name)


@pytest.fixture(autouse=True)
def nothing_but_the_page_counts(monkeypatch) -> None:
    """Custom fields and the company's name are looked at now and then; a slow run must not count that twice. Samples
    begin anew: what a customer's page asks depends on what kind of customer it is. A word in very many rows is asked
    for in one record type after the other; here it is in few.
    """
    monkeypatch.setattr(queries, "LOOK_AGAIN", float("inf"))
    monkeypatch.setattr(company, "LOOK_AGAIN", float("inf"))
    monkeypatch.setattr(factories, "_numbers", itertools.count(1))
    monkeypatch.setattr(sweep, "MOST", 10_000)


@pytest.fixture
def recorded():
    """What was counted before; what is counted now is written back when recording."""
    counts = json.loads(RECORD.read_text("utf-8")) if RECORD.exists() else {}
    yield counts
    if RECORDING:
        text = json.dumps(counts, indent=2, sort_keys=True, ensure_ascii=False)
        RECORD.write_text(text + "\n", "utf-8")


def cost(browser: Client, url: str, *, warm: bool = False) -> list[str]:
    """The queries of a page that was opened before, now unless it is `warm`."""
    if not warm:
        browser.get(url)
    with CaptureQueriesContext(connection) as context:
        response = browser.get(url)
        assert response.status_code == 200, url
        if response.streaming:
            response.getvalue()
    return [query["sql"] for query in context.captured_queries]


def fill(entity: Entity, by, count: int) -> list:
    """Rows that all hang on the same records, as the lists of a company do."""
    first = make(entity, by, full=True)
    links = {name: getattr(first, name) for name in entity.links if entity.columns[name].editable}
    links = {name: value for name, value in links.items() if value is not None}
    rows = [values_for(entity, by, full=True, **links) for _ in range(count - 1)]
    outcome = batches.create_many(entity, rows, by=by, at=first.created_at)
    assert len(outcome.created) == count - 1, outcome.refused
    return [first, *outcome.created.values()]


def pages_of(entity: Entity, record) -> dict[str, str]:
    pages = {
        "list": f"/{entity.slug}/",
        "list of all columns": f"/{entity.slug}/?columns={','.join(entity.fields)}",
        "detail": f"/{entity.slug}/{record.pk}/",
        "timeline": f"/{entity.slug}/{record.pk}/timeline/",
        "new form": f"/{entity.slug}/new/",
        "edit form": f"/{entity.slug}/{record.pk}/edit/",
        "pick": f"/{entity.slug}/pick/",
    }
    return pages | ({"board": f"/{entity.slug}/board/"} if entity.board else {})


def compare(recorded: dict, name: str, sqls: list[str]) -> None:
    known = recorded.get(name)
    if RECORDING:
        recorded[name] = len(sqls)
        return
    listed = "\n".join(f"  {number}. {sql[:180]}" for number, sql in enumerate(sqls, 1))
    assert known == len(sqls), f"{name}: {len(sqls)} queries, recorded {known}. {HOW}\n{listed}"


@every_entity
def test_pages_cost_what_is_recorded_and_no_more_with_more_rows(
    entity, boss, recorded, subtests
) -> None:
    record, browser = fill(entity, boss.actor, FEW)[0], boss.browser()
    pages = pages_of(entity, record)
    few = {page: cost(browser, url) for page, url in pages.items()}
    for page, sqls in few.items():
        with subtests.test(page):
            compare(recorded, f"{entity.name}: {page}", sqls)
    fill(entity, boss.actor, MANY - FEW)
    for page, url in pages.items():
        with subtests.test(f"{page} of {MANY}"):
            many = cost(browser, url, warm=True)
            extra = [sql for sql in many if sql not in few[page]]
            assert len(many) == len(few[page]), "\n".join(extra)


@pytest.mark.parametrize(
    ("page", "url"), [("home", "/"), ("search", "/search/?q=密"), ("bin", "/bin/")]
)
def test_pages_across_entities_cost_what_is_recorded(page, url, boss, recorded) -> None:
    for entity in registry.all_entities():
        fill(entity, boss.actor, FEW)
    browser = boss.browser()
    few = cost(browser, url)
    compare(recorded, page, few)
    for entity in registry.all_entities():
        fill(entity, boss.actor, MANY - FEW)
    many = cost(browser, url, warm=True)
    extra = [sql for sql in many if sql not in few]
    assert len(many) == len(few), "\n".join(extra)
