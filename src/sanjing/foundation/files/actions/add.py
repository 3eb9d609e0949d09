"""Putting files with a record, all of them or none."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records
from sanjing.foundation.entities.errors import Refusal
from sanjing.foundation.entities.guards import refuse_held
from sanjing.foundation.events.publish import publish
from sanjing.foundation.files import queries
from sanjing.foundation.files.checking import FIELD, Checked, check
from sanjing.foundation.files.events import FilesAdded, told
from sanjing.foundation.files.models import Attachment

MOST = 500
"""As many as one record keeps; its page shows them all."""
log = logging.getLogger(__name__)


class NoRoom(Refusal):
    """The disk took no more; nothing was kept."""

    code = "no_room"
    status = 507


class TooManyFiles(Refusal):
    """The record keeps as many files as it may."""

    code = "too_many_files"


def add(record: Model, uploads: list[UploadedFile], *, by: Actor, at: datetime) -> list[Attachment]:
    """Keep files with a record. Raises NotFound, Forbidden, Invalid, Held, TooManyFiles or NoRoom.

    They are stored before the transaction begins, so that nobody waits for a slow disk.
    """
    entity = records.entity_of(record)
    records.obtain(entity, record.pk, by=by, verb="change")
    with _stored(record, check(uploads), by, at) as kept, transaction.atomic():
        record = records.lock(entity, record.pk, by=by, verb="change")
        refuse_held(entity.name, record.pk, {FIELD})
        if queries.of_record(record).count() + len(kept) > MOST:
            raise TooManyFiles(_("一条记录最多放 %(most)s 个文件。") % {"most": MOST})
        Attachment.objects.bulk_create(kept)
        publish(FilesAdded(files=told(*kept)), about=records.about(entity, record), by=by, at=at)
    return kept


@contextmanager
def _stored(
    record: Model, files: list[Checked], by: Actor, at: datetime
) -> Iterator[list[Attachment]]:
    """Rows whose contents are stored; if they are not saved, the contents go again."""
    kept: list[Attachment] = []
    try:
        for file in files:
            kept.append(_store(record, file, by, at))
        yield kept
    except BaseException as error:
        for one in kept:
            default_storage.delete(str(one.content.name))
        if isinstance(error, OSError):
            log.error("A file could not be stored", exc_info=error)
            raise NoRoom(_("服务器没有存下文件，请告诉管理员看看磁盘。")) from error
        raise


def _store(record: Model, file: Checked, by: Actor, at: datetime) -> Attachment:
    entity, digest = records.entity_of(record), hashlib.sha256()
    for chunk in file.upload.chunks():
        digest.update(chunk)
    made = Attachment(
        entity=entity.name, record_id=record.pk, name=file.name, size=file.size,
        sha256=digest.hexdigest(), added_by_id=by.user_id, added_at=at,
    )  # fmt: skip
    made.content.save(file.name, file.upload, save=False)
    return made
