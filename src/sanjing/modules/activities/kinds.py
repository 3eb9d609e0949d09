"""A photo taken on a visit."""

from __future__ import annotations

import io
import uuid
from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from sanjing.foundation.entities.kinds import Cell, Kind

MOST_BYTES = 15 * 1024 * 1024
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 1600
FORMATS = ("JPEG", "PNG", "WEBP")


class Photo(Kind):
    """An uploaded picture, kept upright, shrunk, as JPEG and without what the camera wrote into it."""

    name = "photo"
    operators = ("empty", "filled")
    sortable = False
    empty = ""

    def parse(self, raw: Any, field) -> ContentFile | str:
        if not raw:
            return ""
        if not isinstance(raw, UploadedFile):
            raise ValueError(_("照片要作为文件上传"))
        if (raw.size or 0) > MOST_BYTES:
            raise ValueError(_("照片太大了，最多 %(most)s MB") % {"most": MOST_BYTES // 2**20})
        return ContentFile(as_jpeg(raw), name=f"{uuid.uuid4().hex}.jpg")

    def format(self, value, field):
        return ""

    def display(self, value, field):
        return _("有照片") if value else ""

    def cell(self, value, field):
        return Cell(
            self.display(value, field),
            href=f"/activities/{value.instance.pk}/photo/" if value else "",
        )

    def to_json(self, value):
        return (value.name or "").rpartition("/")[2] if value else ""

    def form_field(self, field):
        return forms.FileField(**self.form_options(field))

    def widget(self, field):
        return forms.FileInput(attrs={"accept": "image/*"})

    def blank(self, path: str) -> models.Q:
        return models.Q(**{path: ""})


def as_jpeg(file: UploadedFile) -> bytes:
    """The picture in `file`. ValueError if it is none we read."""
    try:
        with Image.open(file, formats=FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise ValueError(_("照片的尺寸太大了"))
            image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValueError(_("这个文件不是照片（JPEG、PNG 或 WebP）")) from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=82)
    return out.getvalue()


class PhotoField(models.FileField):
    """A picture in the installation's data folder; served only through a permission check."""

    kind = Photo()

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("upload_to", "photos/%Y/%m")
        super().__init__(*args, **kwargs)
