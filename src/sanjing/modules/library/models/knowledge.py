"""What one of us learnt and the others should know."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.entities.columns import ShortListKey, SourceKey, TagsField
from sanjing.foundation.entities.models import Record
from sanjing.modules.customers.models import Customer
from sanjing.modules.deals.models import Deal, DealReason
from sanjing.modules.products.models import Product

PERSON = settings.AUTH_USER_MODEL


class Knowledge(Record):
    """A lesson, a way of doing things, an answer to an objection, or material; everybody reads it.

    The deal and the customer it comes from are told to those alone who may see them.
    """

    class Kind(models.TextChoices):
        LESSON = "lesson", _("经验")
        PLAY = "play", _("打法")
        OBJECTION = "objection", _("异议应答")
        MATERIAL = "material", _("参考资料")

    title = models.CharField(_("标题"), max_length=120)
    kind = models.CharField(_("类别"), max_length=10, choices=Kind, default=Kind.LESSON)
    text = models.TextField(
        _("内容"), help_text=_("全公司都看得到，不该让别人知道的客户名字请不要写")
    )
    tags = TagsField(_("标签"), blank=True)
    product = models.ForeignKey(
        Product, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("产品")
    )
    competitors = TagsField(_("竞争对手"), blank=True)
    reason = ShortListKey(
        DealReason, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("输赢原因"),
    )  # fmt: skip
    owner = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("作者")
    )
    deal = SourceKey(Deal, models.SET_NULL, null=True, editable=False, related_name="knowledge")
    customer = SourceKey(
        Customer, models.SET_NULL, null=True, editable=False, related_name="knowledge"
    )

    class Meta:
        verbose_name = _("知识")
        indexes = [
            models.Index(fields=["kind", "changed_at"], name="knowledge_of_kind"),
            models.Index(fields=["changed_at", "id"], name="knowledge_by_change"),
        ]

    def __str__(self) -> str:
        return self.title


class KnowledgeVote(models.Model):
    """That somebody found it useful; one vote a person."""

    knowledge = models.ForeignKey(Knowledge, models.CASCADE, related_name="votes")
    person = models.ForeignKey(PERSON, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("有用")
        constraints = [
            models.UniqueConstraint(fields=["knowledge", "person"], name="one_vote_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.knowledge_id} {self.person_id}"
