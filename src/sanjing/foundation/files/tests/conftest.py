"""A contract of 林晓梅, and a folder of the test's own."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sanjing.foundation.entities import registry
from tests.support.factories import make

PDF = b"%PDF-1.7\n1 0 obj\n"


def upload(name: str = "供货合同.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "text/html")


def stored(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.fixture
def folder(settings, tmp_path) -> Path:
    storages = {**settings.STORAGES}
    storages["default"] = {**storages["default"], "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = storages
    return tmp_path


@pytest.fixture
def contract(seller, folder):
    return make(registry.get("contract"), seller.actor, title="2026 年供货合同")


@pytest.fixture
def address(contract) -> str:
    return f"/contracts/{contract.pk}/files/"
