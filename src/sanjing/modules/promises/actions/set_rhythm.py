"""Changing how often customers of each grade are looked at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.guards import require_administrator
from sanjing.foundation.events.publish import About, publish
from sanjing.modules.promises.events import ReviewRhythmChanged
from sanjing.modules.promises.models import NEVER, ReviewRhythm


def set_rhythm(days: Mapping[str, int | None], *, by: Actor, at: datetime) -> None:
    """Store {grade: days}; None takes a grade out of the queue, all of them switch it off.

    Raises AdministratorRequired.
    """
    require_administrator(by)
    with transaction.atomic():
        for grade, count in days.items():
            ReviewRhythm.objects.update_or_create(grade=grade, defaults={"days": count or NEVER})
        told = ReviewRhythmChanged(days=dict(days))
        publish(told, about=About("review_rhythm", 0, None, _("重点客户检查")), by=by, at=at)
