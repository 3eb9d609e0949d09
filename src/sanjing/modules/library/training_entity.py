"""How training and coaching show."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext_lazy

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.entity import (
    Api,
    Detail,
    Entity,
    Form,
    Listing,
    Search,
    Transfer,
    View,
)
from sanjing.foundation.entities.panels import CustomFields, Facts, Timeline
from sanjing.foundation.entities.policies import TeamPolicy
from sanjing.foundation.entities.registry import register
from sanjing.modules.library.models import Training

FULL_MARKS = 100


@register
class TrainingEntity(Entity):
    model = Training
    slug = "trainings"
    prefix = "PX"
    icon = "user-check"
    several = pgettext_lazy("复数", "培训辅导")
    title = "course"
    order = 67
    listing = Listing(
        "course", "participant", "skill", "score", "taken_on", "coach",
        sort="-taken_on", filters=("skill", "participant", "taken_on"),
        views=(View(_l("今年的"), "taken_on__within=this_year"), View(_l("不及格"), "score__below=60"),
               View(_l("我的"), "participant=me")),
    )  # fmt: skip
    detail = Detail(
        main=[Facts("note"), Timeline()],
        side=[Facts("participant", "skill", "score", "taken_on", "coach"), CustomFields()],
    )
    form = Form(
        ["course", "participant", "skill", "score", "taken_on"], ["coach", "note", "reference"]
    )
    search = Search("course", "skill", subtitle="skill")
    transfer = Transfer(match_on=("reference",), spare="note")
    api = Api()
    policy = TeamPolicy(owner="participant", team="participant__team")

    def suggest(self, actor: Actor) -> dict[str, Any]:
        return {"coach": actor.user_id, "taken_on": timezone.localdate().isoformat()}

    def derive(self, record: Training, *, by: Actor, at: datetime) -> None:
        record.taken_on = record.taken_on or timezone.localdate(at)

    def check(self, record: Training) -> dict[str, list[str]]:
        if record.score is not None and record.score > FULL_MARKS:
            return {"score": [_("成绩应在 0 到 100 之间")]}
        return {}
