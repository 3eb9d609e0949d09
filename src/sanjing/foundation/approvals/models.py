"""What must be asked, what was asked, who answered, and who stands in for whom."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.models import Role
from sanjing.foundation.approvals import purposes
from sanjing.foundation.entities.columns import MoneyField

PERSON = settings.AUTH_USER_MODEL


class Needs(models.TextChoices):
    ANY = "any", _("任何一位同意")
    ALL = "all", _("每一位都同意")


class OnTimeout(models.TextChoices):
    ESCALATE = "escalate", _("转给上一级")
    REFUSE = "refuse", _("算不同意")


class ApprovalRule(models.Model):
    """Whom to ask for a purpose when the record meets `criteria`; the first that fits is used."""

    purpose = models.CharField(_("用途"), max_length=60)
    name = models.CharField(_("名称"), max_length=80)
    criteria = models.JSONField(_("条件"), default=dict, blank=True)
    position = models.PositiveSmallIntegerField(_("次序"), default=10)
    own_request = models.BooleanField(_("没有别人时可以自己批"), default=False)
    active = models.BooleanField(_("启用"), default=True)

    class Meta:
        verbose_name = _("审批规则")
        indexes = [models.Index(fields=["purpose", "position"], name="approval_rule_of_purpose")]

    def __str__(self) -> str:
        return self.name


class RuleStep(models.Model):
    """One step of a rule: who is asked, how many must agree, how long they have."""

    class Who(models.TextChoices):
        LEAD = "lead", _("申请人的上级")
        ROLE = "role", _("某个角色的人")
        PEOPLE = "people", _("指定的人")

    rule = models.ForeignKey(ApprovalRule, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    who = models.CharField(_("谁批"), max_length=8, choices=Who)
    role = models.ForeignKey(
        Role, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("角色")
    )
    people = models.ManyToManyField(
        PERSON, blank=True, related_name="+", verbose_name=_("指定的人")
    )
    needs = models.CharField(_("要几位同意"), max_length=4, choices=Needs, default=Needs.ANY)
    hours = models.PositiveSmallIntegerField(_("几小时内"), null=True, blank=True)
    on_timeout = models.CharField(
        _("过时怎么办"), max_length=8, choices=OnTimeout, default=OnTimeout.ESCALATE
    )

    class Meta:
        verbose_name = _("审批步骤")
        constraints = [models.UniqueConstraint(fields=["rule", "position"], name="rule_step_once")]

    def __str__(self) -> str:
        return f"{self.rule} {self.position}"


class Approval(models.Model):
    """One request. The record it is about stands still while it waits."""

    class State(models.TextChoices):
        WAITING = "waiting", _("等待审批")
        APPROVED = "approved", _("已同意")
        REFUSED = "refused", _("不同意")
        WITHDRAWN = "withdrawn", _("已撤回")

    rule = models.ForeignKey(ApprovalRule, models.SET_NULL, null=True, related_name="+")
    purpose = models.CharField(max_length=60)
    entity = models.CharField(max_length=40)
    record_id = models.BigIntegerField()
    hub_id = models.BigIntegerField(null=True)
    record_title = models.CharField(max_length=200)
    title = models.CharField(_("事由"), max_length=200)
    amount = MoneyField(_("金额"), null=True)
    asked_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(_("申请时间"))
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("审批")
        constraints = [
            models.UniqueConstraint(
                fields=["entity", "record_id", "purpose"],
                condition=Q(state="waiting"),
                name="approval_waits_once",
            )
        ]
        indexes = [
            models.Index(fields=["entity", "record_id", "-id"], name="approval_of_record"),
            models.Index(fields=["asked_by", "-id"], name="approval_asked_by"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def purpose_label(self) -> str:
        known = purposes.find(self.purpose)
        return str(known.label) if known else self.purpose

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING


class ApprovalStep(models.Model):
    """A step of one request, as the rule stood when it was asked."""

    class State(models.TextChoices):
        LATER = "later", _("还没到")
        OPEN = "open", _("等待")
        APPROVED = "approved", _("同意")
        REFUSED = "refused", _("不同意")

    approval = models.ForeignKey(Approval, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    needs = models.CharField(max_length=4, choices=Needs)
    hours = models.PositiveSmallIntegerField(null=True)
    on_timeout = models.CharField(max_length=8, choices=OnTimeout)
    state = models.CharField(max_length=8, choices=State, default=State.LATER)
    due_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("审批环节")
        indexes = [
            models.Index(fields=["due_at"], name="approval_step_due", condition=Q(state="open"))
        ]

    def __str__(self) -> str:
        return f"{self.approval} {self.position}"


class Vote(models.Model):
    """One person's say in a step. `by` differs from `person` where somebody stood in for them."""

    class Verdict(models.TextChoices):
        APPROVED = "approved", _("同意")
        REFUSED = "refused", _("不同意")
        PASSED = "passed", _("过时未批")

    step = models.ForeignKey(ApprovalStep, models.CASCADE, related_name="votes")
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=8, choices=Verdict, blank=True)
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)
    comment = models.CharField(max_length=400, blank=True)

    class Meta:
        verbose_name = _("审批意见")
        constraints = [models.UniqueConstraint(fields=["step", "person"], name="vote_once")]
        indexes = [models.Index(fields=["person"], name="vote_owed", condition=Q(verdict=""))]

    def __str__(self) -> str:
        return f"{self.person} {self.get_verdict_display()}"


class Delegation(models.Model):
    """`to` decides in place of `person` on these days, both included."""

    person = models.ForeignKey(PERSON, models.CASCADE, related_name="+")
    to = models.ForeignKey(PERSON, models.CASCADE, related_name="+", verbose_name=_("交给谁"))
    first_date = models.DateField(_("从"))
    last_date = models.DateField(_("到"))
    ended_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("代批")
        indexes = [models.Index(fields=["to", "last_date"], name="delegation_to")]

    def __str__(self) -> str:
        return f"{self.person} → {self.to}"
