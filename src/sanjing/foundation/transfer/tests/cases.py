"""What the import tests share: a file in, a job out."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sanjing.foundation.accounts.actor import Actor, system_actor
from sanjing.foundation.entities import registry
from sanjing.foundation.transfer import jobs
from sanjing.foundation.transfer.actions.upload import upload
from sanjing.foundation.transfer.models import ImportJob

AT = datetime(2025, 1, 6, 8, 30, tzinfo=UTC)
BY = system_actor("测试")


def take_in(
    content: str | bytes | Path,
    into: str,
    *,
    name: str = "文件.csv",
    by: Actor = BY,
    match: str = "",
    clear: bool = False,
    at: datetime = AT,
) -> ImportJob:
    """Upload and run; text is written as a CSV file."""
    entity = registry.by_slug(into)
    if isinstance(content, Path):
        name, content = content.name, content.read_bytes()
    if isinstance(content, str):
        content = content.encode()
    job = upload(entity, io.BytesIO(content), name, by=by, at=at, match=match)
    job.options = {"clear": clear}
    job.save(update_fields=["options"])
    jobs.run(job, at=at)
    return job


def counts(job: ImportJob) -> tuple[int, int, int, int]:
    return job.created, job.changed, job.skipped, job.refused


def named(job: ImportJob) -> dict[str, str | None]:
    return {one["header"]: one["name"] for one in job.mapping}


def reasons(job: ImportJob) -> dict[int, str]:
    return {one.row: "；".join(one.reasons) for one in job.refusals.order_by("row")}


def standing(entity_name: str) -> dict[str, dict[str, Any]]:
    """Every value of every record that is not about when it was written, by reference."""
    entity = registry.get(entity_name)
    left_out = {"created_at", "changed_at", "last_contacted_at", "pooled_at", "owned_since"}
    fields = [
        f for f in entity.fields.values() if f.source != "computed" and f.name not in left_out
    ]
    rows = entity.model._default_manager.order_by("pk")
    return {row.reference: {f.name: f.text(row) for f in fields} for row in rows}
