"""Whose files are whose: over pages, the API and direct addresses, for every record type that keeps any."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from sanjing.foundation.entities import registry
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.files import actions
from sanjing.foundation.files.models import Attachment
from sanjing.foundation.files.queries import keeping
from tests.contracts.conftest import kept_in
from tests.support.factories import make
from tests.support.programs import Program, program

__all__ = ["program"]
pytestmark = pytest.mark.django_db
every_entity = pytest.mark.parametrize("entity", keeping(), ids=lambda entity: entity.name)
NAME = "密约五号.pdf"


def pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile(NAME, b"%PDF-1.7 secret", "application/pdf")


@dataclass(frozen=True)
class Kept:
    """A file with a record, one of it in the bin, and every way to them."""

    entity: Entity
    record: Any
    file: Attachment
    binned: Attachment

    @property
    def page(self) -> str:
        return f"/{self.entity.slug}/{self.record.pk}/"

    def reading(self, browser: Client) -> dict[str, Any]:
        address = f"{self.page}files/"
        return {
            "record": browser.get(self.page),
            "panel": browser.get(address, headers={"HX-Request": "true"}),
            "download": browser.get(f"{address}{self.file.pk}/"),
        }

    def writing(self, browser: Client) -> dict[str, Any]:
        address = f"{self.page}files/"
        return {
            "add": browser.post(address, {"files": pdf()}),
            "remove": browser.post(f"{address}{self.file.pk}/remove/"),
            "restore": browser.post(f"{address}{self.binned.pk}/restore/"),
        }

    def asking(self, by: Client) -> dict[str, Any]:
        address = f"/api{self.page}files"
        return {
            "list": by.get(address),
            "one": by.get(f"{address}/{self.file.pk}"),
            "content": by.get(f"{address}/{self.file.pk}/content"),
            "history": by.get(f"/api{self.page}history"),
        }

    def telling(self, by: Client) -> dict[str, Any]:
        address = f"/api{self.page}files"
        return {
            "add": by.post(address, {"files": pdf()}),
            "remove": by.delete(f"{address}/{self.file.pk}"),
            "restore": by.post(f"{address}/{self.binned.pk}/restore"),
        }


@pytest.fixture
def keep(settings, tmp_path):
    storages = {**settings.STORAGES}
    storages["default"] = {**storages["default"], "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = storages

    def made(entity: Entity, by: Any) -> Kept:
        record, at = make(entity, by), timezone.now()
        file, binned = actions.add(record, [pdf(), pdf()], by=by, at=at)
        return Kept(entity, record, file, actions.remove(record, binned.pk, by=by, at=at))

    return made


def statuses(answers: dict[str, Any]) -> dict[str, int]:
    return {name: answer.status_code for name, answer in answers.items()}


def body(answer: Any) -> str:
    content = answer.getvalue() if answer.streaming else answer.content
    return content.decode(errors="replace")


@every_entity
def test_nobody_reaches_files_of_what_they_do_not_see(
    entity, mine, neighbour, outsider, program, keep, subtests
) -> None:
    it = keep(entity, neighbour.actor)
    before = kept_in("files_attachment")
    people = {"outsider": outsider, "neighbour's": mine}
    for name, who in people.items():
        with subtests.test(name):
            by, browser = program(who).client, who.browser()
            pages = {**it.reading(browser), **it.writing(browser)}
            told = {**it.asking(by), **it.telling(by)}
            assert {*statuses(pages).values()} == {404}
            assert {*statuses(told).values()} == {404}
            bin_and_export = [browser.get("/bin/"), browser.get(f"/{entity.slug}/export/")]
            for answer in (*pages.values(), *told.values(), *bin_and_export):
                assert NAME not in body(answer) and "secret" not in body(answer)
    with subtests.test("stranger"):
        pages = {**it.reading(Client()), **it.writing(Client())}
        assert {*statuses(pages).values()} <= {302, 401}
        nobody = Program("").client
        assert {*statuses({**it.asking(nobody), **it.telling(nobody)}).values()} == {401}
    assert kept_in("files_attachment") == before


@every_entity
def test_readers_read_and_those_who_may_change_it_add_and_remove(
    entity, mine, reader, program, keep
) -> None:
    it = keep(entity, mine.actor)
    before = kept_in("files_attachment")
    by, browser = program(reader).client, reader.browser()
    read = it.reading(browser)
    assert {*statuses(read).values(), *statuses(it.asking(by)).values()} == {200}
    assert NAME in body(read["record"]) and "data-upload" not in body(read["record"])
    assert body(read["download"]) == "%PDF-1.7 secret"
    assert {*statuses(it.writing(browser)).values(), *statuses(it.telling(by)).values()} == {403}
    assert NAME not in body(browser.get("/bin/"))
    assert kept_in("files_attachment") == before

    own = mine.browser()
    assert "data-upload" in body(own.get(it.page))
    assert {*statuses(it.writing(own)).values()} == {303}
    again = keep(entity, mine.actor)
    told = statuses(again.telling(program(mine).client))
    assert told == {"add": 201, "remove": 204, "restore": 200}


def test_a_file_is_reached_through_its_own_record_only(mine, program, keep) -> None:
    first, other = (keep(keeping()[0], mine.actor) for _ in range(2))
    base = f"{first.page}files/{other.file.pk}"
    assert mine.browser().get(f"{base}/").status_code == 404
    assert mine.browser().post(f"{base}/remove/").status_code == 404
    assert program(mine).get(f"/api{base}/content").status_code == 404


def test_a_token_opens_no_more_than_its_scopes(mine, program, keep) -> None:
    it = keep(keeping()[0], mine.actor)
    assert {*statuses(it.telling(program(mine, "read").client)).values()} == {403}
    assert statuses(it.asking(program(mine, "write").client))["content"] == 403


def test_a_program_is_told_what_it_sent_wrong(mine, program, keep) -> None:
    it, by = keep(keeping()[0], mine.actor), program(mine)
    address = f"/api{it.page}files"
    assert by.post(address, {"files": "x"}).status_code == 415
    broken = by.client.post(address, b"--x", content_type="multipart/form-data")
    crowd = by.client.post(address, {"files": [pdf() for _ in range(101)]})
    assert (broken.status_code, crowd.status_code) == (400, 400)
    refused = by.client.post(address, {"files": SimpleUploadedFile("a.exe", b"MZ")})
    assert refused.status_code == 422 and "a.exe" in refused.json()["errors"]["files"][0]
    told = by.get(address).json()["data"]
    assert [(one["name"], one["media_type"]) for one in told] == [(NAME, "application/pdf")]
    product = make(registry.get("product"), mine.actor)
    assert by.get(f"/api/products/{product.pk}/files").status_code == 404
