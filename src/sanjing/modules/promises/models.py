"""Promises, the floors under them, and who looked after whom."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.entities.columns import MoneyField, RegionField
from sanjing.foundation.entities.models import Record
from sanjing.modules.customers.models import Contact, Customer
from sanjing.modules.products.models import Product
from sanjing.modules.promises.kinds import RoleField

PERSON = settings.AUTH_USER_MODEL


class Kind(models.TextChoices):
    """What is promised. `rules.UNITS` says in which unit its number is."""

    PRICE = "price", _("价格优惠")
    DELIVERY = "delivery", _("交货")
    PAYMENT = "payment", _("账期")
    GIFT = "gift", _("赠品")
    EXCLUSIVITY = "exclusivity", _("独家")
    SAMPLE = "sample", _("样品")
    SERVICE = "service", _("服务")
    OTHER = "other", _("其他")


class PromiseFloor(Record):
    """How far one may go in promising. A blank 产品, 类别, 地区, 角色 or 级别 means any."""

    name = models.CharField(_("名称"), max_length=100)
    kind = models.CharField(_("承诺种类"), max_length=12, choices=Kind)
    least = models.DecimalField(
        _("不能少于"), max_digits=12, decimal_places=2, null=True, blank=True,
        help_text=_("交货和服务按天"),
    )  # fmt: skip
    most = models.DecimalField(
        _("不能超过"), max_digits=12, decimal_places=2, null=True, blank=True,
        help_text=_("优惠按 %，账期按天，赠品和样品按元，独家按月"),
    )  # fmt: skip
    product = models.ForeignKey(
        Product, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("产品"),
        help_text=_("写到一个产品的，先于只写类别、地区、角色或级别的"),
    )  # fmt: skip
    category = models.CharField(_("产品类别"), max_length=60, blank=True)
    region = RegionField(_("地区"), blank=True)
    role = RoleField(_("角色"), max_length=40, blank=True)
    grade = models.CharField(_("客户级别"), max_length=2, choices=Customer.Grade, blank=True)
    valid_from = models.DateField(_("生效"), null=True, blank=True)
    valid_until = models.DateField(_("失效"), null=True, blank=True)
    note = models.TextField(_("为什么"), blank=True)

    class Meta:
        verbose_name = _("承诺底线")
        indexes = [models.Index(fields=["kind", "id"], name="floor_of_kind")]

    def __str__(self) -> str:
        return self.name


class Promise(Record):
    """What one of us said a customer would get, by a day. See the module's README for its states."""

    said: ClassVar = (
        "kind", "terms", "value", "product_id", "category", "customer_id", "due_on", "made_on"
    )  # fmt: skip
    """What a floor looks at."""
    remembered = (*said, "customer_word")

    class State(models.TextChoices):
        WAITING = "waiting", _("等待审批")
        OPEN = "open", _("待兑现")
        LATE = "late", _("已过期")
        KEPT = "kept", _("已兑现")
        BROKEN = "broken", _("已失约")
        WITHDRAWN = "withdrawn", _("已收回")
        REFUSED = "refused", _("未获批准")

    customer = models.ForeignKey(
        Customer, models.CASCADE, related_name="promises", verbose_name=_("客户")
    )
    contact = models.ForeignKey(
        Contact, models.SET_NULL, null=True, blank=True, related_name="promises",
        verbose_name=_("答应了谁"),
    )  # fmt: skip
    what = models.CharField(_("答应了什么"), max_length=200)
    kind = models.CharField(_("种类"), max_length=12, choices=Kind, default=Kind.OTHER)
    made_on = models.DateField(_("答应的日期"), blank=True)
    due_on = models.DateField(_("兑现日期"))
    terms = models.DecimalField(
        _("数值"), max_digits=12, decimal_places=2, null=True, blank=True,
        help_text=_("优惠写 %，账期写天数，独家写月数；别的可以不写"),
    )  # fmt: skip
    value = MoneyField(_("值多少钱"), null=True, blank=True)
    product = models.ForeignKey(
        Product, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("产品")
    )
    category = models.CharField(_("产品类别"), max_length=60, blank=True)
    owner = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("谁答应的")
    )
    evidence = models.TextField(_("原话或凭据"), blank=True)
    state = models.CharField(
        _("状态"), max_length=10, choices=State, default=State.OPEN, editable=False
    )
    floor = models.ForeignKey(
        PromiseFloor, models.SET_NULL, null=True, editable=False, related_name="+",
        verbose_name=_("越过的底线"),
    )  # fmt: skip
    settled_on = models.DateField(_("了结日期"), null=True, editable=False)
    settled_by = models.ForeignKey(
        PERSON,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("谁了结的"),
    )
    customer_word = models.CharField(_("客户怎么说"), max_length=200, blank=True, editable=False)
    reason = models.CharField(_("原因"), max_length=200, blank=True, editable=False)
    remedy = models.CharField(_("补救"), max_length=200, blank=True, editable=False)
    apology = models.CharField(_("致歉"), max_length=200, blank=True, editable=False)
    apologised_on = models.DateField(_("致歉日期"), null=True, editable=False)
    source_entity = models.CharField(_("出自"), max_length=40, blank=True, editable=False)
    source_id = models.BigIntegerField(_("出自哪一条"), null=True, editable=False)

    class Meta:
        verbose_name = _("承诺")
        indexes = [
            models.Index(fields=["customer", "due_on"], name="promise_of_customer"),
            models.Index(fields=["owner", "due_on"], name="promise_of_owner"),
            models.Index(fields=["state", "due_on"], name="promise_of_state"),
            models.Index(fields=["due_on", "id"], name="promise_by_day"),
            models.Index(
                fields=["source_entity", "source_id"], name="promise_source",
                condition=Q(source_id__isnull=False),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.what

    @property
    def says_otherwise(self) -> bool:
        """Whether it is new or not what was promised before; columns not read count as unchanged."""
        return any(self.__dict__.get(name) != self.stood.get(name) for name in self.said)

    @property
    def is_owed(self) -> bool:
        return self.state in OWED


OWED = (Promise.State.OPEN, Promise.State.LATE)
FELL_DUE = (Promise.State.OPEN, Promise.State.LATE, Promise.State.KEPT, Promise.State.BROKEN)


NEVER = 0


class ReviewRhythm(models.Model):
    """After how many days a manager looks again at customers of a grade; NEVER, and nobody has to.

    A company that said nothing has no row at all.
    """

    grade = models.CharField(max_length=2, choices=Customer.Grade, primary_key=True)
    days = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("检查节奏")

    def __str__(self) -> str:
        return str(self.get_grade_display())


class CustomerReview(models.Model):
    """That somebody looked at how a customer is being dealt with, and what they found."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="reviews")
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    note = models.CharField(max_length=400)

    class Meta:
        verbose_name = _("客户检查")
        indexes = [models.Index(fields=["customer", "-at"], name="review_of_customer")]

    def __str__(self) -> str:
        return self.note
