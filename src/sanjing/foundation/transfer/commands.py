"""What `sanjing import` does once Django stands."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from django.core.files.storage import default_storage
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.errors import Refusal
from sanjing.foundation.phrases import joined, listed
from sanjing.foundation.transfer import jobs, mapping, refusals
from sanjing.foundation.transfer.actions.upload import upload
from sanjing.foundation.transfer.fates import Written
from sanjing.foundation.transfer.files import UnreadableFile
from sanjing.foundation.transfer.models import ImportJob
from sanjing.foundation.transfer.running import rehearse
from sanjing.foundation.transfer.targets import columns_for

MOST_TOLD = 50
MOST_LISTED = 20
DONE = gettext_noop(
    "新建 %(created)s 行，更新 %(changed)s 行，%(skipped)s 行没有变化，%(refused)s 行没有导入。"
)
REHEARSED = gettext_noop(
    "试算：将新建 %(created)s 行，更新 %(changed)s 行，%(skipped)s 行没有变化，%(refused)s 行不能导入。"
)


class Unusable(Exception):
    """The command was asked for something that cannot be; the sentence says what."""


def import_file(
    path: str | Path,
    *,
    into: str,
    match: str | None = None,
    dry_run: bool = False,
    as_json: bool = False,
    language: str = "zh-hans",
) -> int:
    """Bring a file in as the system. Exit code 0, 1 when it broke off, 2 for what cannot be done.

    `language` is that of the terminal; what is written to records speaks the company's.
    """
    try:
        entity = _entity(into)
        _check_match(entity, match)
        job = _upload(entity, Path(path), match)
        told = _rehearse(job) if dry_run else _run(job)
    except (Unusable, UnreadableFile, Refusal) as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    if as_json:
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    else:
        with translation.override(language):
            sys.stdout.write(_sentences(told, entity))
    return 1 if told["error"] else 0


def _entity(slug: str) -> Entity:
    importable = [e for e in registry.all_entities() if e.transfer]
    for entity in importable:
        if slug in (entity.slug, entity.name):
            return entity
    raise Unusable(
        _("没有可以导入的“%(slug)s”，可选：%(slugs)s")
        % {"slug": slug, "slugs": listed(e.slug for e in importable)}
    )


def _check_match(entity: Entity, match: str | None) -> None:
    keys = ["+".join(key) for key in entity.transfer.keys]
    if match and match not in keys:
        raise Unusable(
            _("不能按“%(match)s”匹配，可选：%(keys)s") % {"match": match, "keys": listed(keys)}
        )


def _upload(entity: Entity, path: Path, match: str | None) -> ImportJob:
    by, now = system_actor(str(_("终端导入"))), timezone.now()
    try:
        with path.open("rb") as content:
            return upload(entity, content, path.name, by=by, at=now, match=match or "")
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise Unusable(_("无法读取文件：%(reason)s") % {"reason": reason}) from problem


def _run(job: ImportJob) -> dict:
    jobs.run(job, at=timezone.now())
    written = Written(job.created, job.changed, job.skipped, [])
    first = job.refusals.order_by("row", "pk")[:MOST_TOLD]
    written.refused = [(one.row, one.reasons) for one in first]
    written.tally.update(job.tally)
    file = refusals.keep_file(job) if job.refused else None
    return _told(job, written, job.refused) | {
        "job": job.pk,
        "refused_file": file and default_storage.path(file),
    }


def _rehearse(job: ImportJob) -> dict:
    """Nothing stays: neither the records nor the file."""
    try:
        written, _rows = rehearse(jobs.walk_of(job), at=timezone.now())
    finally:
        default_storage.delete(job.path)
        job.delete()
    return _told(job, written, len(written.refused)) | {"dry_run": True, "refused_file": None}


def _told(job: ImportJob, written: Written, refused: int) -> dict:
    return {
        "created": written.created,
        "changed": written.changed,
        "skipped": written.skipped,
        "refused": refused,
        "also": {name: count for name, count in written.tally.items() if count},
        "mapping": mapping.named(mapping.load(job.mapping)),
        "refusals": [
            {"row": row, "reasons": reasons} for row, reasons in sorted(written.refused)[:MOST_TOLD]
        ],
        "error": job.error,
    }


def _sentences(told: dict, entity: Entity) -> str:
    lines = [*_columns(told["mapping"], entity), ""]
    counts = {name: told[name] for name in ("created", "changed", "skipped", "refused")}
    lines.append((_(REHEARSED) if told.get("dry_run") else _(DONE)) % counts)
    for one in told["refusals"][:MOST_LISTED]:
        why = joined(one["reasons"])
        lines.append(_("第 %(row)s 行：%(why)s") % {"row": one["row"], "why": why})
    if told["refused_file"]:
        lines.append(_("没有导入的行连同原因在：%(path)s") % {"path": told["refused_file"]})
    if told["error"]:
        lines.append(told["error"])
    return "\n".join(lines) + "\n"


def _columns(named: dict[str, str | None], entity: Entity) -> list[str]:
    columns = columns_for(entity, system_actor(""))
    left_out = _("（不导入）")
    return [
        f"{header} → {columns[name.partition(':')[0]].label if name else left_out}"
        for header, name in named.items()
    ]
