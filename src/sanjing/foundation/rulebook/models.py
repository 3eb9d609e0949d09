"""Who answers for a rule."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class RuleOwner(models.Model):
    """The person who answers for one rule: `kind` is the key of its `Bylaw`, `key` its own."""

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=40)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("负责人")
    )
    since = models.DateTimeField(_("从何时起"))

    class Meta:
        verbose_name = _("制度负责人")
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="rule_owner_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
