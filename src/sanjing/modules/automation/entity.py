"""How stage rules show."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.entity import Api, Detail, Entity, Form, Listing, View
from sanjing.foundation.entities.panels import Facts, Panel, Timeline
from sanjing.foundation.entities.registry import register
from sanjing.foundation.phrases import listed
from sanjing.modules.automation import panels, rules
from sanjing.modules.automation.models import StageRule


@register
class StageRuleEntity(Entity):
    model = StageRule
    slug = "stage-rules"
    prefix = "JZ"
    icon = "stack-2"
    several = pgettext_lazy("复数", "阶段规则")
    order = 37
    in_navigation = False
    listing = Listing(
        "name", "stage", "after_days", "grade", "way", "due_in_days", "active",
        sort="stage", filters=("stage", "active"),
        views=(View(_("启用的"), "active=1"), View(_("发消息的"), "message__filled=")),
    )  # fmt: skip
    detail = Detail(
        main=[Panel("automation/covered.html", panels.covered), Timeline()],
        side=[Facts("stage", "after_days", "grade", "way", "due_in_days", "priority", "active", "message", "note")],
    )  # fmt: skip
    form = Form(
        ["name", "stage", "after_days", "due_in_days", "way"],
        ["message", "grade", "priority", "active", "note"],
    )
    api = Api()

    def derive(self, record: StageRule, *, by: Actor, at: datetime) -> None:
        record.after_days = record.after_days or 0
        record.due_in_days = 3 if record.due_in_days is None else record.due_in_days

    def check(self, record: StageRule) -> dict[str, list[str]]:
        unknown = rules.unknown(record.message)
        if not unknown:
            return {}
        told = {
            "wrong": listed(unknown),
            "known": _("{客户名称}、{联系人}、{负责人}、{最近下单}"),
        }
        return {"message": [_("没有 %(wrong)s，可以用的是 %(known)s") % told]}
