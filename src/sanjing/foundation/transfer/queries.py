"""Reads about imports."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.records import NotFound
from sanjing.foundation.events.models import Event
from sanjing.foundation.transfer.models import ImportJob

MOST_READ = 20_000
FIRST_ROWS = 5


def jobs_for(actor: Actor) -> QuerySet[ImportJob]:
    """An import is its owner's; administrators see all."""
    rows = ImportJob.objects.select_related("by").order_by("-pk")
    return rows if actor.is_administrator else rows.filter(by_id=actor.user_id or 0)


def obtain_job(pk: int, actor: Actor) -> ImportJob:
    job = jobs_for(actor).filter(pk=pk).first()
    if job is None or registry.find(job.entity) is None:
        raise NotFound(_("没有这次导入，或者您看不到它。"))
    return job


@dataclass(frozen=True)
class Reason:
    """Why rows were refused: one sentence, the first of the rows, and how many there are."""

    text: str
    rows: tuple[int, ...]
    count: int


def reasons_of(job: ImportJob, *, most: int = 12) -> list[Reason]:
    """What was wrong with the file, the most frequent first."""
    rows: dict[str, list[int]] = defaultdict(list)
    for row, texts in job.refusals.order_by("row", "pk").values_list("row", "reasons")[:MOST_READ]:
        for text in texts:
            rows[text].append(row)
    found = [Reason(text, tuple(at[:FIRST_ROWS]), len(at)) for text, at in rows.items()]
    return sorted(found, key=lambda reason: (-reason.count, reason.rows))[:most]


@dataclass(frozen=True)
class Touched:
    """A record an import made or changed; `url` is empty when the reader may not see it."""

    title: str
    url: str


def touched(
    job: ImportJob, actor: Actor, what: str, *, before: int = 0, most: int = 50
) -> tuple[list[Touched], int]:
    """Records of the job's own entity, latest first, and where the next page begins (0 at the end)."""
    entity = registry.get(job.entity)
    events = Event.objects.filter(batch=job.pk, entity=entity.name, name=f"{entity.name}.{what}")
    if before:
        events = events.filter(pk__lt=before)
    found = list(events.order_by("-pk").values_list("pk", "record_id", "title")[: most + 1])
    ids = [record_id for _pk, record_id, _title in found[:most]]
    seen = set(entity.visible_among(actor, ids).values_list("pk", flat=True))
    rows = [
        Touched(title, f"{entity.url()}{record_id}/" if record_id in seen else "")
        for _pk, record_id, title in found[:most]
    ]
    return rows, found[most - 1][0] if len(found) > most else 0
