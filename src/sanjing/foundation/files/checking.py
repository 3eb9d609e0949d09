"""What may be kept: kinds of files the company takes, of a size it takes."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from sanjing.foundation.entities.errors import Invalid
from sanjing.foundation.files.names import clean_name, ending_of
from sanjing.foundation.phrases import labelled

FIELD = "files"
MOST_AT_ONCE = 50
PLAIN = "application/octet-stream"
_OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES = {
    "pdf": "application/pdf", "txt": "text/plain", "csv": "text/csv", "jpg": "image/jpeg", "jpeg": "image/jpeg",
    "png": "image/png", "gif": "image/gif", "webp": "image/webp", "zip": "application/zip",
    "doc": "application/msword", "docx": f"{_OFFICE}.wordprocessingml.document",
    "xls": "application/vnd.ms-excel", "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "ppt": "application/vnd.ms-powerpoint", "pptx": f"{_OFFICE}.presentationml.presentation",
}  # fmt: skip
"""What a download says it is; decided by its ending, never by who sent it."""
RUNNING = (b"MZ", b"\x7fELF", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!")
"""How programs begin, whatever they are called."""


@dataclass(frozen=True)
class Checked:
    """A file that may be kept, under the name it will have."""

    name: str
    upload: UploadedFile

    @property
    def size(self) -> int:
        return self.upload.size or 0


def media_type(name: str) -> str:
    return MEDIA_TYPES.get(ending_of(name), PLAIN)


def most_bytes() -> int:
    return settings.ENV.file_megabytes * 1024 * 1024


def check(uploads: list[UploadedFile]) -> list[Checked]:
    """The files, all of which may be kept. Raises Invalid with a sentence for each that may not."""
    if not uploads:
        raise Invalid({FIELD: [_("没有选文件")]})
    if len(uploads) > MOST_AT_ONCE:
        raise Invalid({FIELD: [_("一次最多 %(most)s 个文件") % {"most": MOST_AT_ONCE}]})
    files = [Checked(clean_name(upload.name or ""), upload) for upload in uploads]
    wrong = [labelled(file.name, why) for file in files if (why := _why_not(file))]
    if wrong:
        raise Invalid({FIELD: wrong})
    return files


def _why_not(file: Checked) -> str:
    ending, taken = ending_of(file.name), settings.ENV.file_types
    if file.size > most_bytes():
        return _("太大了，最多 %(most)s MB") % {"most": settings.ENV.file_megabytes}
    if not file.size:
        return _("是空的")
    if ending not in taken:
        return _("不收这种文件（%(ending)s），可以打成压缩包") % {"ending": ending or _("没有后缀")}
    if _begins(file.upload).startswith(RUNNING):
        return _("是一个程序，不是它自称的文件")
    return ""


def _begins(upload: UploadedFile) -> bytes:
    upload.seek(0)
    begins = upload.read(8)
    upload.seek(0)
    return begins
