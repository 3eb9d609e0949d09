"""What the firm does about each quadrant of customers, in its own words."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanjing.modules.scores.models import Quadrant


class Playbook(models.Model):
    """The plan of action of one quadrant; the ready one of `playbooks` counts until there is a row."""

    quadrant = models.CharField(max_length=14, choices=Quadrant, primary_key=True)
    aim = models.CharField(_("目标"), max_length=100)
    steps = models.TextField(_("怎么做"), max_length=2000)

    class Meta:
        verbose_name = _("应对方案")

    def __str__(self) -> str:
        return self.get_quadrant_display()
