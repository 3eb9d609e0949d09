"""Files kept with a record: told, taken in, handed out, moved to the bin and brought back."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils import timezone
from django.utils.translation import gettext as _

from sanjing.api.answers import answer
from sanjing.api.problems import Malformed, WrongMediaType
from sanjing.api.reading import READ
from sanjing.api.routes import router
from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.records import NotFound
from sanjing.foundation.files import actions, queries
from sanjing.foundation.files.checking import FIELD, media_type
from sanjing.foundation.files.models import Attachment
from sanjing.foundation.files.sending import download

FORM = "multipart/form-data"
BASE = "/{api_entity:entity}/{int:pk}/files"


@router.api_operation(READ, BASE, url_name="files", include_in_schema=False)
def list_files(request: HttpRequest, entity: Any, pk: int) -> HttpResponse:
    """All files of a record, the newest first."""
    record = kept_with(entity, pk, request.auth.require(entity, "read"))
    return answer({"data": [shape(entity, one) for one in queries.of_record(record)]})


@router.post(BASE, url_name="add_files", include_in_schema=False)
def add_files(request: HttpRequest, entity: Any, pk: int) -> HttpResponse:
    """Keep one or more files, all or none, sent as `files` of a form."""
    actor = request.auth.require(entity, "write")
    record = kept_with(entity, pk, actor)
    if request.content_type != FORM:
        raise WrongMediaType(_("文件要作为表单发来（multipart/form-data，栏目 files）。"))
    added = actions.add(record, sent(request), by=actor, at=timezone.now())
    return answer({"data": [shape(entity, one) for one in added]}, 201)


@router.api_operation(READ, BASE + "/{int:file}", url_name="file", include_in_schema=False)
def one_file(request: HttpRequest, entity: Any, pk: int, file: int) -> HttpResponse:
    record = kept_with(entity, pk, request.auth.require(entity, "read"))
    return answer(shape(entity, queries.obtain(record, file)))


@router.api_operation(
    READ, BASE + "/{int:file}/content", url_name="content", include_in_schema=False
)
def content(request: HttpRequest, entity: Any, pk: int, file: int) -> FileResponse:
    """The bytes, as a download."""
    record = kept_with(entity, pk, request.auth.require(entity, "read"))
    return download(queries.obtain(record, file))


@router.delete(BASE + "/{int:file}", url_name="remove_file", include_in_schema=False)
def remove_file(request: HttpRequest, entity: Any, pk: int, file: int) -> HttpResponse:
    """Move a file to the recycle bin."""
    actor = request.auth.require(entity, "write")
    actions.remove(kept_with(entity, pk, actor), file, by=actor, at=timezone.now())
    return HttpResponse(status=204)


@router.post(BASE + "/{int:file}/restore", url_name="restore_file", include_in_schema=False)
def restore_file(request: HttpRequest, entity: Any, pk: int, file: int) -> HttpResponse:
    """Bring a file back from the recycle bin."""
    actor = request.auth.require(entity, "write")
    back = actions.restore(kept_with(entity, pk, actor), file, by=actor, at=timezone.now())
    return answer(shape(entity, back))


def sent(request: HttpRequest) -> list[UploadedFile]:
    """The files of the form. Raises Malformed, or RequestDataTooBig for one that is too large."""
    try:
        return request.FILES.getlist(FIELD)
    except RequestDataTooBig:
        raise
    except (MultiPartParserError, SuspiciousOperation) as error:
        raise Malformed(_("这个表单读不出来。")) from error


def kept_with(entity: Entity, pk: int, actor: Actor) -> Model:
    """The record, if its type keeps files. Raises NotFound."""
    if entity.files is None:
        raise NotFound(_("%(what)s不放文件。") % {"what": entity.label})
    return records.obtain(entity, pk, by=actor)


def shape(entity: Entity, file: Attachment) -> dict[str, Any]:
    return {
        "id": file.pk,
        "name": file.name,
        "size": file.size,
        "media_type": media_type(file.name),
        "sha256": file.sha256,
        "added_by": file.added_by_id,
        "added_at": file.added_at.isoformat(),
        "content": f"/api/{entity.slug}/{file.record_id}/files/{file.pk}/content",
    }
