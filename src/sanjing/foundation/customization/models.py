"""What a company adds for itself: fields and views."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CustomField(models.Model):
    """A field defined in the interface. `key` never changes; values are kept under it.

    `options` is [{"id": "o1", "label": "…", "removed": false}]: values hold the id, so labels
    may change. `target` is the record type that a link points at.
    """

    entity = models.CharField(max_length=40)
    key = models.SlugField(max_length=40)
    label = models.CharField(_("名称"), max_length=60)
    kind = models.CharField(_("类型"), max_length=20)
    target = models.CharField(_("指向"), max_length=40, blank=True, default="")
    options = models.JSONField(_("选项"), default=list, blank=True)
    required = models.BooleanField(_("必填"), default=False)
    help = models.CharField(_("填写说明"), max_length=200, blank=True)
    position = models.PositiveIntegerField(default=0)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("自定义字段")
        constraints = [models.UniqueConstraint(fields=["entity", "key"], name="custom_key_once")]

    def __str__(self) -> str:
        return self.label


class CustomizationVersion(models.Model):
    """One row that changes with every change of a custom field, so that processes drop what
    they cached.
    """

    number = models.BigIntegerField(default=0)


class SavedView(models.Model):
    """A list as somebody wants to find it again; `query` is the address after the question mark."""

    entity = models.CharField(max_length=40)
    label = models.CharField(_("名称"), max_length=40)
    query = models.CharField(max_length=2000)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    shared = models.BooleanField(_("与同事共用"), default=False)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("视图")
        indexes = [models.Index(fields=["entity", "owner"], name="view_of_owner")]

    def __str__(self) -> str:
        return self.label
