"""Putting files with a record: kept whole, told, and refused in a sentence."""

import errno
import hashlib
import stat
from importlib import import_module

import pytest
from django.db import transaction
from django.utils import timezone

from sanjing.foundation.entities import guards, registry
from sanjing.foundation.entities.errors import Invalid
from sanjing.foundation.events.models import Event
from sanjing.foundation.files import actions, checking, storage
from sanjing.foundation.files.models import Attachment
from sanjing.foundation.files.tests.conftest import PDF, stored, upload
from tests.support.factories import make

pytestmark = pytest.mark.django_db
adding = import_module("sanjing.foundation.files.actions.add")


def test_files_are_kept_shown_told_and_handed_out(seller, contract, address, folder):
    browser = seller.browser()
    sent = {"files": [upload(), upload("验收单 3 号.JPG", b"\xff\xd8\xff")]}
    assert browser.post(address, sent).status_code == 303

    page = browser.get(f"/contracts/{contract.pk}/").text
    assert "供货合同.pdf" in page and "验收单 3 号.JPG" in page and "林晓梅" in page
    assert "添加了文件“供货合同.pdf”、“验收单 3 号.JPG”" in page
    assert "添加了文件“供货合同.pdf”" in browser.get(f"/customers/{contract.customer_id}/").text
    [told] = Event.objects.filter(name="file.added")
    assert told.data["files"][0]["sha256"] == hashlib.sha256(PDF).hexdigest()

    first = Attachment.objects.get(name="供货合同.pdf")
    answer = browser.get(f"{address}{first.pk}/")
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in answer["Cache-Control"]


def test_what_is_stored_tells_nothing_by_its_name_and_nobody_else_reads_it(seller, address, folder):
    seller.browser().post(address, {"files": [upload(), upload()]})
    paths = stored(folder)
    assert len(paths) == 2
    for path in paths:
        assert "供货" not in path.name and path.suffix == ""
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (upload("空.pdf", b""), "是空的"),
        (upload("大.pdf", b"x" * (1024 * 1024 + 1)), "太大了，最多 1 MB"),
        (upload("页面.html", b"<script>alert(1)</script>"), "不收这种文件（html）"),
        (upload("图.svg", b"<svg/>"), "不收这种文件（svg）"),
        (upload("发票.pdf.exe", b"MZ"), "不收这种文件（exe）"),
        (upload("发票\u202efdp.exe", b"x"), "不收这种文件（exe）"),
        (upload("发票.pdf", b"MZ\x90\x00"), "是一个程序"),
        (upload("没有后缀", b"x"), "没有后缀"),
    ],
    ids=["empty", "too big", "page", "drawing", "two endings", "turned round", "program", "bare"],
)  # fmt: skip
def test_what_may_not_be_kept_is_refused_and_nothing_of_it_stays(
    seller, address, folder, settings, monkeypatch, file, why
):
    monkeypatch.setattr(checking, "most_bytes", lambda: 1024 * 1024)
    object.__setattr__(settings.ENV, "file_megabytes", 1)
    try:
        answer = seller.browser().post(address, {"files": [upload("好的.pdf"), file]})
    finally:
        object.__setattr__(settings.ENV, "file_megabytes", 50)
    assert answer.status_code == 422
    assert why in answer.text
    assert not Attachment.objects.exists() and stored(folder) == []
    assert not Event.objects.filter(name="file.added").exists()


def test_nothing_chosen_and_far_too_many_are_said(seller, contract, folder, monkeypatch):
    for some in ([], [upload() for _ in range(51)]):
        with pytest.raises(Invalid):
            actions.add(contract, some, by=seller.actor, at=timezone.now())
    monkeypatch.setattr(adding, "MOST", 1)
    actions.add(contract, [upload()], by=seller.actor, at=timezone.now())
    with pytest.raises(adding.TooManyFiles):
        actions.add(contract, [upload()], by=seller.actor, at=timezone.now())
    assert len(stored(folder)) == 1


def test_a_full_disk_is_said_and_leaves_nothing_half_done(seller, address, folder, monkeypatch):
    written = []

    def full(handle: int) -> None:
        written.append(handle)
        if len(written) == 3:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(storage.os, "fsync", full)
    answer = seller.browser().post(address, {"files": [upload(), upload("第二份.pdf")]})
    assert (answer.status_code, len(written)) == (507, 3)
    assert "磁盘" in answer.text
    assert not Attachment.objects.exists() and stored(folder) == []


def test_a_write_that_is_taken_back_takes_the_contents_along(seller, contract, folder, monkeypatch):
    def fails(*_args, **_more):
        raise RuntimeError("killed")

    monkeypatch.setattr(adding, "publish", fails)
    with pytest.raises(RuntimeError), transaction.atomic():
        actions.add(contract, [upload()], by=seller.actor, at=timezone.now())
    assert not Attachment.objects.exists() and stored(folder) == []


def test_nothing_is_added_to_what_stands_still(seller, contract, folder, monkeypatch):
    monkeypatch.setattr(guards, "_guards", [lambda _name, wanted: dict.fromkeys(wanted, "在审批")])
    with pytest.raises(guards.Held):
        actions.add(contract, [upload()], by=seller.actor, at=timezone.now())
    assert stored(folder) == []


def test_a_part_of_the_page_comes_for_scripts(seller, address, folder):
    script = {"HX-Request": "true"}
    sent = seller.browser().post(address, {"files": upload()}, headers=script)
    assert sent.status_code == 200
    assert "供货合同.pdf" in sent.text and "<html" not in sent.text


def test_a_record_type_without_files_has_no_such_address(boss):
    product = make(registry.get("product"), boss.actor)
    assert boss.browser().get(f"/products/{product.pk}/files/").status_code == 404
