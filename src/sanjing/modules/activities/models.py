"""Contacts made with customers, and what somebody has to do by a day."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.entities.models import Record
from sanjing.modules.activities.kinds import PhotoField
from sanjing.modules.customers.models import Contact, Customer


class Activity(Record):
    """One contact with a customer through any touchpoint, with what came of it.

    `direction` is who began it; empty where nobody said.
    """

    class Kind(models.TextChoices):
        CALL = "call", _("电话")
        VISIT = "visit", _("拜访")
        WECHAT = "wechat", _("微信")
        EMAIL = "email", _("邮件")
        MEETING = "meeting", _("会议")
        OTHER = "other", _("其他")

    class Direction(models.TextChoices):
        OUTBOUND = "outbound", _("我方联系")
        INBOUND = "inbound", _("客户联系")

    class Outcome(models.TextChoices):
        TALKED = "talked", _("已沟通")
        INTERESTED = "interested", _("有意向")
        AGREED = "agreed", _("已谈妥")
        UNREACHED = "unreached", _("没联系上")
        REFUSED = "refused", _("没有兴趣")
        TROUBLE = "trouble", _("有问题要处理")

    class Mood(models.TextChoices):
        GLAD = "glad", _("愉快")
        EVEN = "even", _("平常")
        UPSET = "upset", _("不快")

    customer = models.ForeignKey(
        Customer, models.CASCADE, related_name="activities", verbose_name=_("客户")
    )
    contact = models.ForeignKey(
        Contact,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("联系人"),
    )
    kind = models.CharField(_("方式"), max_length=10, choices=Kind, default=Kind.CALL)
    direction = models.CharField(_("联系方向"), max_length=8, choices=Direction, blank=True)
    happened_at = models.DateTimeField(_("时间"), blank=True)
    summary = models.TextField(_("谈了什么"), blank=True)
    outcome = models.CharField(_("结果"), max_length=12, choices=Outcome, blank=True)
    next_step = models.CharField(_("下一步"), max_length=200, blank=True)
    next_date = models.DateField(_("下次联系"), null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("跟进人"),
    )
    mood = models.CharField(_("感受"), max_length=6, choices=Mood, blank=True)
    place = models.CharField(_("地点"), max_length=200, blank=True)
    latitude = models.DecimalField(_("纬度"), max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(
        _("经度"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    photo = PhotoField(_("照片"), blank=True)

    class Meta:
        verbose_name = _("跟进")
        indexes = [
            models.Index(
                fields=["removed_at"],
                name="activity_bin",
                condition=models.Q(removed_at__isnull=False),
            ),
            models.Index(fields=["customer", "-happened_at"], name="activity_of_customer"),
            models.Index(fields=["owner", "-happened_at"], name="activity_of_owner"),
            models.Index(fields=["-happened_at", "-id"], name="activity_recent"),
        ]

    def __str__(self) -> str:
        return self.summary[:60] or self.get_kind_display()


class Task(Record):
    """Something one of us has to do by a day. `activity` is the contact that called for it.

    One with a `message` is done by sending that text to the customer.
    """

    class Priority(models.TextChoices):
        HIGH = "high", _("要紧")
        NORMAL = "normal", _("一般")
        LOW = "low", _("不急")

    title = models.CharField(_("要做的事"), max_length=200)
    customer = models.ForeignKey(
        Customer,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name=_("客户"),
    )
    due_date = models.DateField(_("到期日"), null=True, blank=True)
    priority = models.CharField(_("轻重"), max_length=6, choices=Priority, default=Priority.NORMAL)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("负责人"),
    )
    way = models.CharField(_("方式"), max_length=10, choices=Activity.Kind, blank=True)
    done_at = models.DateTimeField(_("完成时间"), null=True, blank=True)
    message = models.TextField(
        _("要发的话"), blank=True, help_text=_("写好要发给客户的话，到时复制、发邮件或打电话")
    )
    note = models.TextField(_("备注"), blank=True)
    activity = models.ForeignKey(
        Activity,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name=_("来自跟进"),
    )

    class Meta:
        verbose_name = _("待办")
        indexes = [
            models.Index(fields=["customer", "due_date"], name="task_of_customer"),
            models.Index(
                fields=["owner", "due_date"], name="task_open", condition=models.Q(done_at=None)
            ),
        ]

    def __str__(self) -> str:
        return self.title
