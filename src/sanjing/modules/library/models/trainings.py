"""Who was trained in what, and how well they did."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.entities.models import Record
from sanjing.modules.library.kinds import SkillField

PERSON = settings.AUTH_USER_MODEL


class Training(Record):
    """One person at one course or coaching, with the score and what the coach says."""

    course = models.CharField(_("课程或辅导"), max_length=120)
    skill = SkillField(_("能力"), max_length=40, help_text=_("同一种能力请写同一个词"))
    participant = models.ForeignKey(
        PERSON, models.PROTECT, related_name="+", db_index=False, verbose_name=_("学员")
    )
    taken_on = models.DateField(_("日期"), blank=True)
    score = models.PositiveSmallIntegerField(
        _("成绩"), null=True, blank=True, help_text=_("0–100，没有考核就不填")
    )
    coach = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("教练")
    )
    note = models.TextField(_("教练评语"), blank=True)

    class Meta:
        verbose_name = _("培训辅导")
        indexes = [
            models.Index(fields=["participant", "skill", "taken_on"], name="training_of_person"),
            models.Index(fields=["taken_on", "id"], name="training_by_day"),
            models.Index(fields=["skill", "taken_on"], name="training_of_skill"),
        ]

    def __str__(self) -> str:
        return self.course
