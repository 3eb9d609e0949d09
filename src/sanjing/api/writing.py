"""Making, changing, removing and restoring one record, and its domain verbs."""

from __future__ import annotations

import re
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sanjing.api.answers import answer
from sanjing.api.bodies import read_object, typed
from sanjing.api.callers import Caller
from sanjing.api.problems import Malformed, VersionRequired
from sanjing.api.reading import find, told_record
from sanjing.api.routes import router
from sanjing.api.shapes import readable
from sanjing.api.verbs import perform
from sanjing.foundation.entities import records
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.errors import Conflict

_TAG = re.compile(r'(?:W/)?"?([0-9]{1,18})"?')


@router.post("/{api_entity:entity}", url_name="create", include_in_schema=False)
def create(request: HttpRequest, entity: Any) -> HttpResponse:
    """Make a record."""
    actor = request.auth.require(entity, "write")
    values = typed(entity, read_object(request))
    record = records.create(entity, values, by=actor, at=timezone.now())
    return standing(request.auth, entity, record, 201, Location=f"/api/{entity.slug}/{record.pk}")


@router.patch("/{api_entity:entity}/{int:pk}", url_name="change", include_in_schema=False)
def change(request: HttpRequest, entity: Any, pk: int) -> HttpResponse:
    """Change some fields; `If-Match` names the version that was looked at."""
    actor = request.auth.require(entity, "write")
    version = wanted_version(request, required=True)
    values = typed(entity, read_object(request))
    record = records.obtain(entity, pk, by=actor, verb="change")
    record = records.change(record, values, by=actor, at=timezone.now(), version=version)
    return standing(request.auth, entity, record)


@router.delete("/{api_entity:entity}/{int:pk}", url_name="remove", include_in_schema=False)
def remove(request: HttpRequest, entity: Any, pk: int) -> HttpResponse:
    """Move a record to the recycle bin."""
    actor = request.auth.require(entity, "write")
    version = wanted_version(request)
    with transaction.atomic():
        record = records.lock(entity, pk, by=actor, verb="remove")
        must_match(record, version)
        records.remove(record, by=actor, at=timezone.now())
    return HttpResponse(status=204)


@router.post("/{api_entity:entity}/{int:pk}/restore", url_name="restore", include_in_schema=False)
def restore(request: HttpRequest, entity: Any, pk: int) -> HttpResponse:
    """Bring a record back from the recycle bin."""
    actor = request.auth.require(entity, "write")
    record = records.restore(entity, pk, by=actor, at=timezone.now())
    return standing(request.auth, entity, record)


@router.post(
    "/{api_entity:entity}/{int:pk}/{api_verb:verb}", url_name="verb", include_in_schema=False
)
def run(request: HttpRequest, entity: Any, pk: int, verb: str) -> HttpResponse:
    """Do what the record type can do: claim, release, win …"""
    actor = request.auth.require(entity, "write")
    given, version = read_object(request, optional=True), wanted_version(request)
    record = perform(entity, pk, verb, given, version=version, by=actor)
    return standing(request.auth, entity, record)


def wanted_version(request: HttpRequest, *, required: bool = False) -> int | None:
    """The version in `If-Match`; None for "*", which says that any will do."""
    given = request.headers.get("If-Match", "").strip()
    if not given and required:
        raise VersionRequired(
            _("请在 If-Match 里写上您看到的版本（ETag），以免盖掉别人的修改；* 表示不论版本。")
        )
    if given in ("", "*"):
        return None
    found = _TAG.fullmatch(given)
    if found is None:
        raise Malformed(_('If-Match 须是一个 ETag，例如 "3"。'))
    return int(found.group(1))


def must_match(record: Model, version: int | None) -> None:
    if version is not None and record.version != version:
        raise Conflict(record)


def standing(
    caller: Caller, entity: Entity, record: Model, status: int = 200, **headers: str
) -> HttpResponse:
    """The record as it stands now. A caller who may write but not read is told its number only."""
    rows = entity.visible_to(caller.actor).filter(pk=record.pk)
    if not caller.may(entity, "read") or not rows.exists():
        known = {"id": record.pk, "reference": record.reference}
        return answer(known, status, **headers)
    fields = readable(entity, caller.actor)
    return told_record(find(entity, record.pk, caller.actor, fields), fields, status, **headers)
