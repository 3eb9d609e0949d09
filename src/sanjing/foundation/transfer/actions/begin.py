"""Handing an import to the worker."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from sanjing.foundation.entities import registry
from sanjing.foundation.entities.errors import Invalid
from sanjing.foundation.entities.transfers import KEPT
from sanjing.foundation.transfer import mapping
from sanjing.foundation.transfer.models import ImportJob
from sanjing.foundation.transfer.tasks import run_import

State = ImportJob.State


def begin(job: ImportJob) -> None:
    """Queue a ready import, or one that broke off and is to go on. Raises Invalid."""
    entity = registry.get(job.entity)
    columns = mapping.load(job.mapping)
    require_once(columns)
    names = {one.name for one in columns if one.name}
    keyed = any(set(key) <= names for key in entity.transfer.keys)
    if entity.title not in names and not keyed and not names & set(entity.transfer.links):
        label = entity.columns[entity.title].label
        raise Invalid({"": [_("请先指定哪一列是“%(label)s”。") % {"label": label}]})
    with transaction.atomic():
        waiting = ImportJob.objects.filter(pk=job.pk, state__in=[State.READY, State.FAILED])
        if waiting.update(state=State.WAITING, error="", finished_at=None):
            run_import.enqueue(job.pk)
    job.refresh_from_db()


def require_once(columns: mapping.Mapping) -> None:
    """Two columns for one field would leave open which of them counts; the notes take any number."""
    first: dict[str, str] = {}
    for one in columns:
        if one.part == KEPT:
            continue
        if one.choice and one.choice in first:
            told = {"one": first[one.choice], "other": one.header}
            raise Invalid(
                {"": [_("“%(one)s”和“%(other)s”对应到了同一个字段，请改掉一个。") % told]}
            )
        first[one.choice] = one.header
