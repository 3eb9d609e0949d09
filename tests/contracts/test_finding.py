"""What a person finds by list, search box, picker and export: theirs, and nobody else's."""

from __future__ import annotations

import csv
import io

import pytest

from sanjing.foundation.entities import registry
from tests.contracts.conftest import is_shared
from tests.support.factories import make

pytestmark = pytest.mark.django_db
every_entity = pytest.mark.parametrize("entity", registry.all_entities(), ids=lambda e: e.name)


def exported(browser, entity, query: str = "?columns=reference") -> list[str]:
    body = browser.get(f"/{entity.slug}/export/{query}").getvalue().decode("utf-8-sig")
    return [row[0] for row in list(csv.reader(io.StringIO(body)))[1:]]


def ready(entity, name: str) -> list:
    """What an installation has from the start: `name` of every row."""
    return list(entity.model.objects.order_by("pk").values_list(name, flat=True))


@every_entity
def test_lists_and_exports_hold_what_the_person_may_reach(entity, mine, neighbour, leader) -> None:
    before = ready(entity, "reference")
    own, other = make(entity, mine.actor), make(entity, neighbour.actor)
    references = [own.reference, other.reference]
    seen = references if is_shared(entity) else references[:1]
    for who, expected in ((mine, seen), (leader, references)):
        browser = who.browser()
        page = browser.get(f"/{entity.slug}/?columns=reference").content.decode()
        assert [text for text in references if text in page] == expected
        found = exported(browser, entity)
        assert [reference for reference in found if reference not in before] == expected


@every_entity
def test_an_export_reaches_no_further_than_the_right_to_export(entity, mine, neighbour) -> None:
    """Seeing all and exporting one's own gives one's own."""
    if is_shared(entity):
        pytest.skip("everybody who may export any may export all")
    own, other = make(entity, mine.actor), make(entity, neighbour.actor)
    role = mine.user.roles.get()
    role.grants = {"*": {**role.grants["*"], "see": "all"}}
    role.save()
    page = mine.browser().get(f"/{entity.slug}/?columns=reference").content.decode()
    assert own.reference in page and other.reference in page
    assert exported(mine.browser(), entity) == [own.reference]


@every_entity
def test_the_search_box_finds_by_number_within_reach(entity, mine, neighbour, outsider) -> None:
    if entity.search is None:
        pytest.skip("is not in the search box")
    own, other = make(entity, mine.actor), make(entity, neighbour.actor)
    for record, found in ((own, True), (other, is_shared(entity))):
        link = f'href="{entity.url(record)}"'
        for path in ("/search/", f"/{entity.slug}/"):
            page = mine.browser().get(path, {"q": record.reference}).content.decode()
            assert (link in page) == found
        assert (
            link not in outsider.browser().get("/search/", {"q": record.reference}).content.decode()
        )


@every_entity
def test_pickers_offer_what_the_person_may_see(entity, mine, neighbour, outsider) -> None:
    before = {*ready(entity, "pk")}
    own, other = make(entity, mine.actor), make(entity, neighbour.actor)
    visible = before | ({own.pk, other.pk} if is_shared(entity) else {own.pk})
    for words in ("", own.reference, other.reference):
        rows = mine.browser().get(f"/{entity.slug}/pick/", {"q": words}).json()["rows"]
        assert {row["id"] for row in rows} <= visible
    assert own.pk in {
        row["id"] for row in mine.browser().get(f"/{entity.slug}/pick/").json()["rows"]
    }
    for words in ("", own.reference):
        assert outsider.browser().get(f"/{entity.slug}/pick/", {"q": words}).json()["rows"] == []


LINKS = [
    pytest.param(entity, name, id=f"{entity.name}.{name}")
    for entity in registry.all_entities()
    for name in entity.links
    if entity.columns[name].editable and entity.columns[name].kind.name == "link"
]


@pytest.mark.parametrize(("entity", "name"), LINKS)
def test_a_record_is_not_hung_on_one_that_is_out_of_reach(
    entity, name, mine, neighbour, state
) -> None:
    target = entity.columns[name].target
    if is_shared(target):
        pytest.skip("everybody may see all of them")
    own, other = make(entity, mine.actor), make(target, neighbour.actor)
    before, browser, title = state(), mine.browser(), target.title_of(other)
    for given in (other.pk, title, other.reference):
        inline = browser.post(f"/{entity.slug}/{own.pk}/field/{name}/", {name: given})
        assert given == title or title not in inline.content.decode()
        whole = browser.post(f"/{entity.slug}/{own.pk}/edit/", {name: given})
        assert whole.status_code == 422
        assert given == title or title not in whole.content.decode()
        assert state() == before
    assert title not in browser.get(f"/{entity.slug}/new/?{name}={other.pk}").content.decode()
