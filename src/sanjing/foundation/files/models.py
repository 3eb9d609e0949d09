"""One row for each file kept with a record."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _

PERSON = settings.AUTH_USER_MODEL


@deconstructible
class DrawnByLot:
    """A place for a file that tells nothing of it and that nobody can guess."""

    folder = "attachments"

    def __call__(self, attachment: Attachment, _name: str) -> str:
        return f"{self.folder}/{attachment.added_at:%Y/%m}/{uuid.uuid4().hex}"


class Attachment(models.Model):
    """A file of the record `record_id` of `entity`. `name` is for people; `content` says where it lies."""

    entity = models.CharField(max_length=40)
    record_id = models.BigIntegerField()
    name = models.CharField(_("文件"), max_length=255)
    content = models.FileField(upload_to=DrawnByLot(), max_length=100)
    size = models.BigIntegerField(_("大小"))
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(_("添加时间"))
    removed_at = models.DateTimeField(_("移入回收站时间"), null=True)

    class Meta:
        verbose_name = _("文件")
        indexes = [
            models.Index(fields=["entity", "record_id", "-id"], name="attachment_of_record"),
            models.Index(
                fields=["removed_at"], name="attachment_bin", condition=Q(removed_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.name
