"""How targets show."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext_lazy

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.entity import Api, Detail, Entity, Form, Listing, Transfer, View
from sanjing.foundation.entities.panels import Facts, Timeline
from sanjing.foundation.entities.policies import TeamPolicy
from sanjing.foundation.entities.registry import register
from sanjing.modules.deals.models import Target


@register
class TargetEntity(Entity):
    model = Target
    slug = "targets"
    prefix = "MB"
    icon = "target-arrow"
    several = pgettext_lazy("复数", "销售目标")
    order = 44
    in_navigation = False
    listing = Listing(
        "name", "month", "amount", "user", "team", "product", sort="-month",
        filters=("month", "user"), views=(View(_l("本月"), "month__within=this_month"),),
    )  # fmt: skip
    detail = Detail(
        main=[Timeline()], side=[Facts("month", "amount", "user", "team", "product", "note")]
    )
    form = Form(["month", "amount", "user", "team"], ["product", "note"])
    transfer = Transfer(match_on=("reference",))
    api = Api()
    policy = TeamPolicy(owner="user", team="team")

    def suggest(self, actor: Actor) -> dict[str, Any]:
        return {"month": timezone.localdate().replace(day=1).isoformat()}

    def derive(self, record: Target, *, by: Actor, at: datetime) -> None:
        record.month = record.month.replace(day=1)
        if record.user_id:
            record.team_id = record.user.team_id
        whose = record.user or record.team
        parts = [f"{record.month:%Y-%m}", whose.name if whose else _("全公司")]
        record.name = " ".join([*parts, record.product.name] if record.product_id else parts)[:120]

    def check(self, record: Target) -> dict[str, list[str]]:
        if record.amount < 0:
            return {"amount": [_("目标不能是负数")]}
        return {}
