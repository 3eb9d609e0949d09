"""Customers, the people at them, and how their stage moved."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.models import Team
from sanjing.foundation.entities.columns import (
    KeyField,
    MoneyField,
    PhoneField,
    RegionField,
    TagsField,
)
from sanjing.foundation.entities.models import Record
from sanjing.modules.customers import rules
from sanjing.modules.customers.kinds import BirthdayField, CreditCodeField, IndustryField


class Channel(models.TextChoices):
    """How somebody likes to be reached."""

    PHONE = "phone", _("电话")
    WECHAT = "wechat", _("微信")
    SMS = "sms", _("短信")
    EMAIL = "email", _("邮件")
    VISIT = "visit", _("上门")


class Customer(Record):
    """An organisation or a person we deal with, or hope to. Without an owner it lies in the pool 公海."""

    remembered = ("stage", "owner_id")

    class Kind(models.TextChoices):
        ORGANISATION = "organisation", _("单位")
        PERSON = "person", _("个人")

    class Stage(models.TextChoices):
        POTENTIAL = "potential", _("潜在客户")
        REAL = "real", _("现实客户")
        NEW = "new", _("新客户")
        REGULAR = "regular", _("老客户")
        LIFELONG = "lifelong", _("终身客户")

    class Grade(models.TextChoices):
        A = "a", _("A 重点")
        B = "b", _("B 普通")
        C = "c", _("C 一般")

    class Source(models.TextChoices):
        REFERRAL = "referral", _("转介绍")
        VISIT = "visit", _("上门拓展")
        PHONE = "phone", _("电话")
        WEBSITE = "website", _("网站")
        WECHAT = "wechat", _("微信")
        FAIR = "fair", _("展会")
        ADVERT = "advert", _("广告")
        IMPORT = "import", _("旧资料导入")
        OTHER = "other", _("其他")

    class CreditGrade(models.TextChoices):
        AAA = "aaa", "AAA"
        AA = "aa", "AA"
        A = "a", "A"
        B = "b", "B"
        C = "c", "C"

    name = models.CharField(_("客户名称"), max_length=200)
    kind = models.CharField(_("客户类型"), max_length=12, choices=Kind, default=Kind.ORGANISATION)
    stage = models.CharField(_("阶段"), max_length=12, choices=Stage, default=Stage.POTENTIAL)
    stage_changed_at = models.DateTimeField(_("进入阶段时间"), null=True, editable=False)
    grade = models.CharField(_("级别"), max_length=2, choices=Grade, blank=True)
    source = models.CharField(_("来源"), max_length=12, choices=Source, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("负责人"),
    )
    team = models.ForeignKey(
        Team,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        db_index=False,
        verbose_name=_("团队"),
    )
    parent = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="branches",
        db_index=False,
        verbose_name=_("上级单位"),
    )
    phone = PhoneField(_("电话"), blank=True)
    email = models.EmailField(_("邮箱"), blank=True)
    website = models.URLField(_("网址"), blank=True)
    region = RegionField(_("地区"), blank=True)
    address = models.CharField(_("地址"), max_length=200, blank=True)
    postal_code = models.CharField(_("邮编"), max_length=12, blank=True)
    country = models.CharField(_("国家"), max_length=60, blank=True)
    industry = IndustryField(_("行业"), max_length=60, blank=True)
    credit_code = CreditCodeField(_("统一社会信用代码"), max_length=18, blank=True)
    tags = TagsField(_("标签"), blank=True)
    employees = models.PositiveIntegerField(_("员工人数"), null=True, blank=True)
    annual_revenue = MoneyField(_("年收入"), null=True, blank=True)
    founded_year = models.PositiveSmallIntegerField(_("成立年份"), null=True, blank=True)
    registered_capital = MoneyField(_("注册资本"), null=True, blank=True)
    business_scope = models.TextField(_("经营范围"), blank=True)
    credit_grade = models.CharField(_("信用等级"), max_length=4, choices=CreditGrade, blank=True)
    credit_limit = MoneyField(_("信用额度"), null=True, blank=True)
    credit_evidence = models.CharField(_("资信依据"), max_length=200, blank=True)
    credit_checked_on = models.DateField(_("资信核实日期"), null=True, blank=True)
    preferred_channel = models.CharField(
        _("偏好的联系方式"), max_length=10, choices=Channel, blank=True
    )
    contact_hours = models.CharField(_("方便联系的时间"), max_length=60, blank=True)
    do_not_contact = models.BooleanField(_("请勿打扰"), default=False)
    description = models.TextField(_("备注"), blank=True)
    last_contacted_at = models.DateTimeField(_("最近联系"), null=True, editable=False)
    next_contact_date = models.DateField(_("下次联系"), null=True, blank=True)
    owned_since = models.DateTimeField(_("归属时间"), null=True, editable=False)
    pooled_at = models.DateTimeField(_("进入公海时间"), null=True, editable=False)
    completeness = models.PositiveSmallIntegerField(_("档案完整度"), default=0, editable=False)
    name_key = KeyField(db_index=True)
    phone_key = KeyField(max_length=20, db_index=True)
    domain_key = KeyField(max_length=100, db_index=True)

    class Meta:
        verbose_name = _("客户")
        indexes = [
            models.Index(
                fields=["removed_at"],
                name="customer_bin",
                condition=models.Q(removed_at__isnull=False),
            ),
            models.Index(fields=["owner", "changed_at"], name="customer_of_owner"),
            models.Index(fields=["owner", "name"], name="customer_of_owner_by_name"),
            models.Index(fields=["owner", "region"], name="customer_of_owner_by_region"),
            models.Index(fields=["team", "changed_at"], name="customer_of_team"),
            models.Index(fields=["changed_at", "id"], name="customer_recent"),
            models.Index(fields=["name", "id"], name="customer_by_name"),
            models.Index(fields=["stage", "id"], name="customer_by_stage"),
            models.Index(fields=["grade", "id"], name="customer_by_grade"),
            models.Index(fields=["phone", "id"], name="customer_by_phone"),
            models.Index(fields=["region", "id"], name="customer_by_region"),
            models.Index(fields=["next_contact_date", "id"], name="customer_by_next_contact"),
            models.Index(fields=["last_contacted_at", "id"], name="customer_contacted"),
            models.Index(fields=["owner", "next_contact_date"], name="customer_next_contact"),
            models.Index(fields=["owner", "last_contacted_at"], name="customer_last_contact"),
            models.Index(
                fields=["parent", "name"], name="branches", condition=models.Q(parent__isnull=False)
            ),
            models.Index(fields=["credit_code"], name="customer_credit_code"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def archive(self) -> rules.Completeness:
        return rules.completeness(self.__dict__, self.kind, self.grade)


class StageChange(models.Model):
    """When a customer entered a stage, kept for the conversion of the base (S016)."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="stage_changes")
    stage = models.CharField(_("阶段"), max_length=12, choices=Customer.Stage)
    came_from = models.CharField(max_length=12, blank=True)
    at = models.DateTimeField(_("时间"))

    class Meta:
        indexes = [models.Index(fields=["customer", "-at"], name="stage_of_customer")]


class Contact(Record):
    """A person at a customer."""

    class Role(models.TextChoices):
        DECIDES = "decides", _("决策人")
        INFLUENCES = "influences", _("影响人")
        USES = "uses", _("使用人")
        BUYS = "buys", _("采购")
        PAYS = "pays", _("财务")
        OTHER = "other", _("其他")

    customer = models.ForeignKey(
        Customer, models.CASCADE, related_name="contacts", verbose_name=_("客户")
    )
    name = models.CharField(_("姓名"), max_length=60)
    role = models.CharField(_("角色"), max_length=12, choices=Role, blank=True)
    job_title = models.CharField(_("职务"), max_length=60, blank=True)
    department = models.CharField(_("部门"), max_length=60, blank=True)
    mobile = PhoneField(_("手机"), blank=True)
    phone = PhoneField(_("电话"), blank=True)
    email = models.EmailField(_("邮箱"), blank=True)
    wechat = models.CharField(_("微信"), max_length=60, blank=True)
    birthday = BirthdayField(_("生日"), max_length=20, blank=True)
    left_on = models.DateField(
        _("离职日期"), null=True, blank=True, help_text=_("不在这家单位了，就写哪天走的")
    )
    preferred_channel = models.CharField(
        _("偏好的联系方式"), max_length=10, choices=Channel, blank=True
    )
    do_not_contact = models.BooleanField(_("请勿打扰"), default=False)
    note = models.TextField(_("备注"), blank=True)
    phone_key = KeyField(max_length=20, db_index=True)

    class Meta:
        verbose_name = _("联系人")
        indexes = [
            models.Index(fields=["customer", "id"], name="contact_of_customer"),
            models.Index(
                fields=["removed_at"],
                name="contact_bin",
                condition=models.Q(removed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PoolRule(models.Model):
    """How long customers of one grade may lie still, how many of them a person may claim in a day, and
    how often they are to be visited: never where `visit_days` is None.
    """

    grade = models.CharField(
        _("级别"), max_length=2, choices=Customer.Grade, blank=True, unique=True
    )
    silent_days = models.PositiveSmallIntegerField(_("多少天没联系算沉默"))
    days_without_contact = models.PositiveSmallIntegerField(_("多少天没联系收回公海"), default=180)
    daily_claim_limit = models.PositiveSmallIntegerField(_("每人每天最多领取"), default=20)
    active = models.BooleanField(_("自动收回"), default=False)
    visit_days = models.PositiveSmallIntegerField(_("多少天拜访一次"), null=True)

    class Meta:
        verbose_name = _("公海规则")

    def __str__(self) -> str:
        return self.get_grade_display() or str(_("未分级"))


class PoolClaim(models.Model):
    """Who took which customer out of the pool and when; the daily limit counts these."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    grade = models.CharField(max_length=2, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["user", "-at"], name="claim_of_user")]
