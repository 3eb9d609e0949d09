"""Removing: to the bin, back again, gone with time and with the record."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sanjing.commands.checkup import company
from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.entities import purge as bins
from sanjing.foundation.entities import records
from sanjing.foundation.events.models import Event
from sanjing.foundation.files import actions
from sanjing.foundation.files.actions.purge import purge
from sanjing.foundation.files.models import Attachment
from sanjing.foundation.files.tests.conftest import stored, upload

pytestmark = pytest.mark.django_db
BY = system_actor("回收站")


@pytest.fixture
def file(seller, contract) -> Attachment:
    [made] = actions.add(contract, [upload()], by=seller.actor, at=timezone.now())
    return made


def test_a_removed_file_lies_in_the_bin_and_comes_back(seller, contract, address, file):
    browser = seller.browser()
    answer = browser.post(f"{address}{file.pk}/remove/", follow=True)
    assert f"{address}{file.pk}/restore/" in answer.text
    assert browser.get(f"{address}{file.pk}/").status_code == 404
    assert f"{address}{file.pk}/restore/" in browser.get("/bin/").text

    assert browser.post(f"{address}{file.pk}/restore/").status_code == 303
    assert browser.get(f"{address}{file.pk}/").status_code == 200
    assert f"{address}{file.pk}/restore/" not in browser.get("/bin/").text
    told = Event.objects.filter(entity="contract", record_id=contract.pk).order_by("pk")
    assert [event.name for event in told][1:] == ["file.added", "file.removed", "file.restored"]
    assert "恢复了文件“供货合同.pdf”" in browser.get(f"/contracts/{contract.pk}/timeline/").text


def test_after_thirty_days_it_is_gone_for_good(
    seller, contract, address, file, folder, django_capture_on_commit_callbacks
):
    at = timezone.now()
    actions.remove(contract, file.pk, by=seller.actor, at=at - timedelta(days=29))
    assert purge(by=BY, at=at) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert purge(by=BY, at=at + timedelta(days=2)) == 1
    assert stored(folder) == [] and not Attachment.objects.exists()
    assert Event.objects.get(name="file.purged").data["files"][0]["name"] == "供货合同.pdf"
    assert seller.browser().post(f"{address}{file.pk}/restore/").status_code == 404


def test_files_go_for_good_with_their_record_and_not_before(
    seller, boss, contract, file, folder, django_capture_on_commit_callbacks
):
    at = timezone.now()
    records.remove(contract, by=boss.actor, at=at - timedelta(days=31))
    assert seller.browser().get(f"/contracts/{contract.pk}/files/{file.pk}/").status_code == 404
    assert len(stored(folder)) == 1
    with django_capture_on_commit_callbacks(execute=True):
        bins.purge(by=BY, at=at)
    assert stored(folder) == [] and not Attachment.objects.exists()


def test_the_doctor_knows_what_is_missing_and_what_is_left_over(seller, contract, file, folder):
    later = timezone.now() + timedelta(hours=2)
    assert company.files(now=later).ok
    stray = folder / "attachments" / "2020" / "left-over"
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"x")
    assert company.files(now=timezone.now()).ok, "it may still be waiting for its row"
    found = company.files(now=later)
    assert not found.ok and "attachments/2020/left-over" in found.detail
    (folder / file.content.name).unlink()
    found = company.files(now=later)
    assert not found.ok and file.content.name in found.detail
    assert seller.browser().get(f"/contracts/{contract.pk}/files/{file.pk}/").status_code == 404
