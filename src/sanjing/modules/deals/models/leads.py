"""People and firms who asked, before anybody knows whether they will buy."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.models import Team
from sanjing.foundation.entities.columns import (
    KeyField,
    PhoneField,
    RegionField,
    ShortListKey,
    TeamKey,
)
from sanjing.foundation.entities.models import Record
from sanjing.modules.customers.models import Contact, Customer
from sanjing.modules.deals.models.deals import Deal


def new_key() -> str:
    """Part of a public address that cannot be guessed."""
    return get_random_string(12).lower()


class LeadForm(Record):
    """A form that the company's own site embeds; it answers while it is active."""

    name = models.CharField(_("表单名称"), max_length=60)
    key = KeyField(max_length=20, default=new_key, unique=True)
    intro = models.CharField(_("开头的话"), max_length=200, blank=True)
    thanks = models.CharField(_("提交后的话"), max_length=200, blank=True)
    source = models.CharField(
        _("来源"), max_length=12, choices=Customer.Source, default=Customer.Source.WEBSITE
    )
    campaign = models.CharField(_("市场活动"), max_length=100, blank=True)
    active = models.BooleanField(_("开放"), default=True)

    class Meta:
        verbose_name = _("线索表单")

    def __str__(self) -> str:
        return self.name


class LeadRule(Record):
    """Who gets the leads of a region or source: the people of a team, in turn or by load.

    The first rule in the order of positions that fits a lead decides.
    """

    class Method(models.TextChoices):
        TURN = "turn", _("轮流")
        LOAD = "load", _("手里线索最少的")

    name = models.CharField(_("规则名称"), max_length=60)
    team = TeamKey(
        Team,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("分给哪个团队"),
    )
    method = models.CharField(_("分配方式"), max_length=4, choices=Method, default=Method.TURN)
    region = RegionField(_("只管这个地区"), blank=True)
    source = models.CharField(_("只管这个来源"), max_length=12, choices=Customer.Source, blank=True)
    position = models.PositiveSmallIntegerField(_("顺序"), default=1)
    active = models.BooleanField(_("启用"), default=True)

    class Meta:
        verbose_name = _("线索分配规则")

    def __str__(self) -> str:
        return self.name


class Lead(Record):
    """Somebody who asked. Without an owner it lies in the pool; qualified it is a customer and a deal.

    What became of it is told by the verbs alone, and once it is qualified or discarded that is final.
    """

    remembered = ("owner_id",)

    class State(models.TextChoices):
        NEW = "new", _("待联系")
        CONTACTED = "contacted", _("已联系")
        QUALIFIED = "qualified", _("已转商机")
        DISCARDED = "discarded", _("无效")

    name = models.CharField(_("姓名"), max_length=60)
    company = models.CharField(_("单位"), max_length=200, blank=True)
    phone = PhoneField(_("电话"), blank=True)
    email = models.EmailField(_("邮箱"), blank=True)
    wechat = models.CharField(_("微信"), max_length=60, blank=True)
    region = RegionField(_("地区"), blank=True)
    need = models.TextField(_("需求"), blank=True)
    source = models.CharField(_("来源"), max_length=12, choices=Customer.Source, blank=True)
    campaign = models.CharField(_("市场活动"), max_length=100, blank=True)
    form = ShortListKey(
        LeadForm, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("表单")
    )
    state = models.CharField(
        _("状态"), max_length=10, choices=State, default=State.NEW, editable=False
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        db_index=False, verbose_name=_("负责人"),
    )  # fmt: skip
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, editable=False, related_name="+", db_index=False
    )
    assigned_at = models.DateTimeField(_("分配时间"), null=True, editable=False)
    first_contact_at = models.DateTimeField(_("首次联系"), null=True, editable=False)
    reaction_minutes = models.IntegerField(_("响应（分钟）"), null=True, editable=False)
    consented_at = models.DateTimeField(_("同意联系的时间"), null=True, editable=False)
    customer = models.ForeignKey(
        Customer, models.PROTECT, null=True, editable=False, related_name="leads",
        db_index=False, verbose_name=_("客户"),
    )  # fmt: skip
    contact = models.ForeignKey(
        Contact, models.SET_NULL, null=True, editable=False, related_name="+",
        verbose_name=_("联系人"),
    )  # fmt: skip
    deal = models.ForeignKey(
        Deal, models.SET_NULL, null=True, editable=False, related_name="leads",
        verbose_name=_("商机"),
    )  # fmt: skip
    outcome_reason = models.CharField(_("原因"), max_length=200, blank=True, editable=False)
    note = models.TextField(_("备注"), blank=True)

    class Meta:
        verbose_name = _("线索")
        indexes = [
            models.Index(fields=["owner", "changed_at"], name="lead_of_owner"),
            models.Index(fields=["team", "changed_at"], name="lead_of_team"),
            models.Index(fields=["state", "changed_at"], name="lead_by_state"),
            models.Index(fields=["customer", "id"], name="lead_of_customer"),
            models.Index(fields=["owner", "assigned_at"], name="lead_assigned"),
        ]

    def __str__(self) -> str:
        return f"{self.company} {self.name}".strip()

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.NEW, self.State.CONTACTED)


class FormSubmission(models.Model):
    """One use of a public form: a token counts once, an address only so often an hour."""

    token = models.CharField(max_length=64, unique=True)
    address = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["address", "at"], name="submission_of_address")]
