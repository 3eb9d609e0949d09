"""The numbers the firm set itself."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SetValue(models.Model):
    """The number that counts from a day, by whom and why; an empty one takes back what was set before.

    Rows are only added: of two for one day the later one counts.
    """

    key = models.CharField(max_length=40)
    number = models.DecimalField(_("数值"), max_digits=14, decimal_places=4, null=True)
    since = models.DateField(_("从哪天起"))
    reason = models.CharField(_("为什么"), max_length=200)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("谁定的"),
    )
    who = models.CharField(max_length=60)
    at = models.DateTimeField(_("什么时候定的"))

    class Meta:
        verbose_name = _("公司自定的参数")
        indexes = [models.Index(fields=["key", "since"], name="assumption_since")]

    def __str__(self) -> str:
        return f"{self.key} {self.since}"
