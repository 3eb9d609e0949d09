"""An import as a job: it may end at any moment and go on where it was."""

from __future__ import annotations

import gc
import logging
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor, system_actor
from sanjing.foundation.accounts.queries import actor_for
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.errors import Forbidden, Refusal
from sanjing.foundation.inserts import checkpointing_seldom
from sanjing.foundation.transfer import mapping
from sanjing.foundation.transfer.fates import Written
from sanjing.foundation.transfer.files import UnreadableFile, open_table
from sanjing.foundation.transfer.grouping import Group
from sanjing.foundation.transfer.models import ImportJob, RefusedRow
from sanjing.foundation.transfer.running import Walk, link_own

log = logging.getLogger(__name__)
State = ImportJob.State


class Overtaken(Exception):
    """Another process moved the job on; this one steps back."""


def actor_of(job: ImportJob) -> Actor:
    """Whoever uploaded the file, with the rights they have now."""
    if job.by is None:
        return system_actor(str(_("导入"))).acting_via("import")
    if not job.by.is_active:
        raise Forbidden(_("导入人的账号已经停用。"))
    return actor_for(job.by).acting_via("import")


def path_of(job: ImportJob) -> Path:
    return Path(default_storage.path(job.path))


def walk_of(job: ImportJob) -> Walk:
    """The file with its mapping. Raises UnreadableFile."""
    table = open_table(path_of(job), sheet=job.sheet or None)
    entity = registry.get(job.entity)
    columns = mapping.load(job.mapping)
    clear = bool(job.options.get("clear"))
    return Walk(table, entity, actor_of(job), columns, job.match, clear)


def run(job: ImportJob, *, at: datetime) -> None:
    """Bring the rest of the file in. Every chunk is written with how far it went, or not at all."""
    try:
        walk = walk_of(job)
        began = start(job, walk, at)
        bring_in(job, walk, began)
        link_own(walk, at=began, batch=job.pk)
    except Overtaken:
        log.warning("An import is already being written elsewhere", extra={"job": job.pk})
        return
    except UnreadableFile as problem:
        fail(job, str(problem), at)
        return
    except Refusal as refusal:
        fail(job, str(refusal), at)
        return
    except Exception:
        job.refresh_from_db()
        sentence = _("导入在第 %(row)s 行之后出了意外，已写入的都在；请告诉管理员，或再试一次。")
        fail(job, sentence % {"row": job.seen}, at)
        raise
    ImportJob.objects.filter(pk=job.pk).update(state=State.DONE, finished_at=at, error="")
    job.refresh_from_db()


def start(job: ImportJob, walk: Walk, at: datetime) -> datetime:
    """Note that the job runs. Gives the time of its first start, which is that of all its events."""
    job.state, job.total, job.error = State.RUNNING, walk.found.rows, ""
    job.started_at = job.started_at or at
    job.save(update_fields=["state", "total", "started_at", "error"])
    return job.started_at


def bring_in(job: ImportJob, walk: Walk, at: datetime) -> None:
    writer = walk.writer(at=at, batch=job.pk)
    with collecting_between() as collect, checkpointing_seldom():
        for chunk in walk.chunks(skip=job.next_group):
            with transaction.atomic():
                written = writer.write(chunk)
                advance(job, chunk, written)
            job.refresh_from_db()
            collect()


@contextmanager
def collecting_between() -> Iterator[Callable[[], int]]:
    """Look for cycles once a chunk and among its own objects: an import spends a tenth less time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield partial(gc.collect, 1)
    finally:
        if was_on:
            gc.enable()


def advance(job: ImportJob, chunk: list[Group], written: Written) -> None:
    """Note what a chunk led to, in its transaction, unless somebody else did so already."""
    rows = RefusedRow.objects.bulk_create(
        [RefusedRow(job=job, row=row, reasons=reasons) for row, reasons in written.refused],
        batch_size=500,
    )
    tally = Counter(job.tally)
    tally.update(written.tally)
    moved = ImportJob.objects.filter(
        pk=job.pk, next_group=job.next_group, state=State.RUNNING
    ).update(
        next_group=F("next_group") + len(chunk),
        seen=F("seen") + sum(len(group.rows) for group in chunk),
        created=F("created") + written.created,
        changed=F("changed") + written.changed,
        skipped=F("skipped") + written.skipped,
        refused=F("refused") + len(rows),
        tally=dict(tally),
    )
    if not moved:
        raise Overtaken


def fail(job: ImportJob, sentence: str, at: datetime) -> None:
    ImportJob.objects.filter(pk=job.pk).update(
        state=State.FAILED, error=sentence[:300], finished_at=at
    )
    job.refresh_from_db()
