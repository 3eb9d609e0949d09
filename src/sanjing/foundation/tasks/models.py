"""Who works in the background, and when each scheduled job is due.

Tasks themselves are rows of django-tasks-db.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Worker(models.Model):
    """A live worker process. One whose `seen_at` is old is dead; what it held is taken up again."""

    id = models.CharField(max_length=120, primary_key=True)
    host = models.CharField(_("主机"), max_length=80)
    pid = models.IntegerField(_("进程号"))
    started_at = models.DateTimeField(_("启动时间"))
    seen_at = models.DateTimeField(_("最近心跳"), db_index=True)

    class Meta:
        verbose_name = _("后台进程")

    def __str__(self) -> str:
        return self.id


class ScheduleRun(models.Model):
    """One row a scheduled job: its next time, and who is running it now."""

    job = models.CharField(_("作业"), max_length=160, unique=True)
    due_at = models.DateTimeField(_("下次运行"))
    runner = models.CharField(_("执行者"), max_length=120, blank=True, default="")
    started_at = models.DateTimeField(_("开始时间"), null=True)
    finished_at = models.DateTimeField(_("结束时间"), null=True)
    failures = models.PositiveIntegerField(_("连续失败次数"), default=0)
    error = models.TextField(_("错误"), blank=True, default="")

    class Meta:
        verbose_name = _("定时作业")

    def __str__(self) -> str:
        return self.job
