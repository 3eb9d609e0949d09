"""What is to be done for the customers of a stage, and for whom it was started."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.entities.models import Record
from sanjing.modules.activities.models import Activity, Task
from sanjing.modules.customers.models import Customer


class StageRule(Record):
    """One task for each customer of a stage, `after_days` days after it entered: 0 is at once.

    With a `message` each task carries that text, filled in for its customer.
    """

    name = models.CharField(_("要做的事"), max_length=120)
    stage = models.CharField(_("客户阶段"), max_length=12, choices=Customer.Stage)
    after_days = models.PositiveSmallIntegerField(
        _("进入几天后"), default=0, blank=True, help_text=_("0 就是一进入这个阶段")
    )
    grade = models.CharField(
        _("客户级别"),
        max_length=2,
        choices=Customer.Grade,
        blank=True,
        help_text=_("不填就是所有级别"),
    )
    way = models.CharField(_("方式"), max_length=10, choices=Activity.Kind, blank=True)
    due_in_days = models.PositiveSmallIntegerField(_("几天内做完"), default=3, blank=True)
    priority = models.CharField(
        _("轻重"), max_length=6, choices=Task.Priority, default=Task.Priority.NORMAL
    )
    message = models.TextField(
        _("要发给客户的话"),
        blank=True,
        help_text=_(
            "写了就不是一般的待办，而是给每位客户备好一条消息。花括号里的逐位填上：{客户名称}、{联系人}、{负责人}、{最近下单}"
        ),
    )
    note = models.TextField(_("怎么做"), blank=True)
    active = models.BooleanField(_("启用"), default=True)

    class Meta:
        verbose_name = _("阶段规则")

    def __str__(self) -> str:
        return self.name


class StageTask(models.Model):
    """The task that a rule started for one stay of a customer in the stage, begun at `entered_at`.

    It outlives the task, so that one thrown away does not come back.
    """

    rule = models.ForeignKey(StageRule, models.CASCADE, related_name="+")
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="+")
    entered_at = models.DateTimeField()
    task = models.OneToOneField(Task, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "rule", "entered_at"], name="stage_task_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule_id} · {self.customer_id}"
