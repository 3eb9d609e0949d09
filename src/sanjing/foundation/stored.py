"""What lies in the storage, beside what rows say lies there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.apps import apps
from django.core.files.storage import Storage, default_storage
from django.db import transaction
from django.db.models import FileField, Model

YOUNG = timedelta(hours=1)
"""What was stored this lately may still be waiting for its row."""


@dataclass(frozen=True)
class Comparison:
    """How many files rows know, those of them that are not there, and what no row knows."""

    known: int
    missing: list[str]
    strays: list[str]


def file_fields(model: type[Model]) -> list[FileField]:
    return [field for field in model._meta.concrete_fields if isinstance(field, FileField)]


def names_in(rows: Iterable[Model]) -> list[str]:
    """The names under which these rows keep files."""
    held = ((row, field) for row in rows for field in file_fields(type(row)))
    return [file.name for row, field in held if (file := getattr(row, field.attname))]


def forget_later(names: Iterable[str]) -> None:
    """Delete stored files once the transaction holds, so that a row never names what is gone."""
    for name in names:
        transaction.on_commit(partial(default_storage.delete, name), robust=True)


def compare(now: datetime) -> Comparison:
    """Rows beside the folders that file fields store in. Asks the storage twice about what seems amiss."""
    fields = [field for model in apps.get_models() for field in file_fields(model)]
    lying = {name for field in fields for name in walk(default_storage, folder_of(field))}
    known = {name for field in fields for name in _values(field)}
    gone = sorted(name for name in known - lying if not default_storage.exists(name))
    strays = sorted(name for name in lying - known if is_old(name, now))
    return Comparison(len(known), gone, strays)


def folder_of(field: FileField) -> str:
    """The first folder of what a field stores: `upload_to` is a pattern or has a `folder`."""
    return getattr(field.upload_to, "folder", "") or str(field.upload_to).partition("/")[0]


def walk(storage: Storage, folder: str) -> Iterator[str]:
    """Names of everything below a folder."""
    if not storage.exists(folder):
        return
    folders, files = storage.listdir(folder)
    yield from (f"{folder}/{name}" for name in files)
    for name in folders:
        yield from walk(storage, f"{folder}/{name}")


def is_old(name: str, now: datetime) -> bool:
    try:
        return default_storage.get_modified_time(name) < now - YOUNG
    except FileNotFoundError:
        return False


def _values(field: FileField) -> Iterator[str]:
    rows = field.model._default_manager.exclude(**{field.name: ""})
    return rows.values_list(field.name, flat=True).iterator()
