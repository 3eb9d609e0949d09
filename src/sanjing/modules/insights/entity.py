"""How quotas and changes of service show, and what insights add to customers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext_lazy

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.approvals.offering import Purpose, offer
from sanjing.foundation.entities.entity import Api, Detail, Entity, Form, Listing, Transfer, View
from sanjing.foundation.entities.panels import CustomFields, Facts, Panel, Timeline
from sanjing.foundation.entities.policies import TeamPolicy
from sanjing.foundation.entities.registry import extend, register
from sanjing.modules.insights import history, panels  # noqa: F401
from sanjing.modules.insights.actions.follow_playbook import follow_playbook
from sanjing.modules.insights.actions.propose_retirement import PURPOSE, propose_retirement
from sanjing.modules.insights.checking import change_errors
from sanjing.modules.insights.models import Quota, ServiceChange


@register
class QuotaEntity(Entity):
    model = Quota
    slug = "quotas"
    prefix = "TX"
    icon = "target-arrow"
    several = pgettext_lazy("复数", "拓新指标")
    order = 106
    in_navigation = False
    listing = Listing(
        "name", "month", "user", "contacts", "visits", "wins", sort="-month", filters=("month", "user"),
        views=(View(_l("本月"), "month__within=this_month"),),
    )  # fmt: skip
    detail = Detail(
        main=[Timeline()], side=[Facts("month", "user", "contacts", "visits", "wins", "note")]
    )
    form = Form(["month", "user", "contacts", "visits", "wins"], ["note"])
    transfer = Transfer(match_on=("reference",))
    api = Api()
    policy = TeamPolicy(owner="user", team="team")

    def suggest(self, actor: Actor) -> dict[str, Any]:
        return {"month": timezone.localdate().replace(day=1).isoformat()}

    def derive(self, record: Quota, *, by: Actor, at: datetime) -> None:
        record.month = record.month.replace(day=1)
        record.team_id = record.user.team_id
        record.name = f"{record.month:%Y-%m} {record.user.name}"[:120]
        for name in ("contacts", "visits", "wins"):
            setattr(record, name, getattr(record, name) or 0)

    def check(self, record: Quota) -> dict[str, list[str]]:
        if not (record.contacts or record.visits or record.wins):
            return {"contacts": [_("至少写一项指标")]}
        return {}


@register
class ServiceChangeEntity(Entity):
    model = ServiceChange
    slug = "service-changes"
    prefix = "TR"
    icon = "trending-up"
    several = pgettext_lazy("复数", "服务投入")
    order = 104
    listing = Listing(
        "name", "changed_on", "region", "team", "category", "cost", "against", sort="-changed_on",
        filters=("changed_on", "against"),
    )  # fmt: skip
    detail = Detail(
        main=[Panel("insights/effect.html", panels.effect), Timeline()],
        side=[Facts("changed_on", "months", "cost", "region", "team", "category", "against", "compare_region",
                    "compare_team", "compare_category", "note"), CustomFields()],
    )  # fmt: skip
    form = Form(
        ["name", "changed_on", "months", "cost", "region", "team", "category", "against"],
        ["compare_region", "compare_team", "compare_category", "note", "reference"],
    )
    transfer = Transfer(match_on=("reference",), spare="note")
    api = Api()

    def suggest(self, actor: Actor) -> dict[str, Any]:
        return {"changed_on": timezone.localdate().isoformat()}

    def derive(self, record: ServiceChange, *, by: Actor, at: datetime) -> None:
        record.months = record.months or 3

    def check(self, record: ServiceChange) -> dict[str, list[str]]:
        return change_errors(record)


extend(
    "customer",
    top=[Panel("insights/retirement.html", panels.retirement)],
    side=[Panel("insights/offers_later.html", panels.offers)],
    verbs=[follow_playbook, propose_retirement],
)
offer(Purpose(PURPOSE, "customer", _l("淘汰客户")))
