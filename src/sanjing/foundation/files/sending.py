"""A file on its way out: always a download, never something a browser opens as a page of ours."""

from __future__ import annotations

import logging

from django.http import FileResponse
from django.utils.translation import gettext as _

from sanjing.foundation.entities.records import NotFound
from sanjing.foundation.files.checking import media_type
from sanjing.foundation.files.models import Attachment

log = logging.getLogger(__name__)


def download(file: Attachment) -> FileResponse:
    """The contents. Raises NotFound if they are lost, which `sanjing doctor` tells too."""
    try:
        content = file.content.open("rb")
    except FileNotFoundError as error:
        log.error("The contents of file %s are missing", file.pk)
        raise NotFound(_("这个文件的内容找不到了，请告诉管理员。")) from error
    response = FileResponse(
        content, as_attachment=True, filename=file.name, content_type=media_type(file.name)
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
