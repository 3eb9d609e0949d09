"""One row for every file brought in, and one for every row of it that was refused."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportJob(models.Model):
    """A file on its way in. `mapping` is what each column means, in the order of the file.

    `next_group` says how far a run has come: it moves in the transaction that wrote the rows, so that
    a run taken up again after a crash neither loses nor doubles one. `tally` counts what else the
    rows led to. The events a run leaves carry its id as their `batch`.
    """

    class State(models.TextChoices):
        READY = "ready", _("待确认")
        WAITING = "waiting", _("排队中")
        RUNNING = "running", _("导入中")
        DONE = "done", _("已完成")
        FAILED = "failed", _("没有完成")
        UNDOING = "undoing", _("撤销中")
        UNDONE = "undone", _("已撤销")

    entity = models.CharField(max_length=40)
    name = models.CharField(_("文件"), max_length=200)
    path = models.CharField(max_length=300)
    sheet = models.CharField(max_length=100, blank=True)
    mapping = models.JSONField(default=list)
    match = models.CharField(max_length=100, blank=True)
    options = models.JSONField(default=dict)
    state = models.CharField(_("状态"), max_length=8, choices=State, default=State.READY)
    total = models.PositiveIntegerField(_("行数"), default=0)
    next_group = models.PositiveIntegerField(default=0)
    seen = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(_("新建"), default=0)
    changed = models.PositiveIntegerField(_("更新"), default=0)
    skipped = models.PositiveIntegerField(_("没有变化"), default=0)
    refused = models.PositiveIntegerField(_("未导入"), default=0)
    tally = models.JSONField(default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("导入人"),
    )
    created_at = models.DateTimeField(_("上传时间"))
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("导入")
        indexes = [models.Index(fields=["by", "-id"], name="import_of_user")]

    def __str__(self) -> str:
        return self.name


class RefusedRow(models.Model):
    """A row that could not be taken, by its number in the file, with the reasons as sentences."""

    job = models.ForeignKey(ImportJob, models.CASCADE, related_name="refusals")
    row = models.PositiveIntegerField()
    reasons = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["job", "row"], name="refused_of_job")]
