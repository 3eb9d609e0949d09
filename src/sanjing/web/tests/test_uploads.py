"""Nobody fills the disk by sending."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sanjing.web import uploads

pytestmark = pytest.mark.django_db


def send(client, address: str) -> int:
    file = SimpleUploadedFile("大.csv", b"x" * 5000)
    return client.post(address, {"file": file}).status_code


def test_a_form_that_is_too_large_is_refused_before_it_is_kept(boss, monkeypatch) -> None:
    monkeypatch.setattr(uploads, "MOST_BYTES", 4000)
    kept = []
    monkeypatch.setattr(
        "django.core.files.uploadhandler.MemoryFileUploadHandler.new_file",
        lambda *_args, **_more: kept.append(1),
    )
    assert send(boss.browser(), "/customers/import/") == 400
    assert send(Client(), "/login/") == 400
    assert kept == []


def test_a_form_of_a_usual_size_is_read(boss) -> None:
    assert send(boss.browser(), "/customers/import/") == 303
