"""How tiers show, and what they add to customers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext_lazy

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.entity import Api, Detail, Entity, Fold, Form, Listing, Transfer
from sanjing.foundation.entities.panels import CustomFields, Facts, Panel, Timeline
from sanjing.foundation.entities.registry import extend, register
from sanjing.modules.tiers import history, panels, queries  # noqa: F401
from sanjing.modules.tiers.actions.follow_tier import follow_tier
from sanjing.modules.tiers.actions.free_tier import free_tier
from sanjing.modules.tiers.actions.set_tier import set_tier
from sanjing.modules.tiers.actions.take_criteria import take_criteria
from sanjing.modules.tiers.kinds import mark_of
from sanjing.modules.tiers.models import CustomerTier, Measure, Tier
from sanjing.modules.tiers.rules import SERVICES, less_than_floor

HIGHEST_RANK = 999
MOST_SLACK = 90


@register
class TierEntity(Entity):
    model = Tier
    slug = "tiers"
    prefix = "FJ"
    icon = "star"
    several = pgettext_lazy("复数", "客户分级")
    order = 105
    in_navigation = False
    listing = Listing(
        "name", "rank", "grade", "measure", "at_least", "contact_days", "visit_days", sort="rank",
        filters=("measure", "grade"),
    )  # fmt: skip
    detail = Detail(
        main=[Panel("tiers/members.html", panels.members), Timeline()],
        side=[Facts("rank", "grade", "measure", "at_least", "slack", "contact_days", "visit_days", "answer_days",
                    "credit_days", "extras"), CustomFields()],
    )  # fmt: skip
    form = Form(
        ["name", "rank", "grade", "measure", "at_least", "slack"],
        Fold(
            _l("多给的服务"), ["contact_days", "visit_days", "answer_days", "credit_days", "extras"]
        ),
    )
    transfer = Transfer(match_on=("reference",))
    api = Api()
    verbs = [take_criteria]

    def suggest(self, actor: Actor) -> dict[str, Any]:
        return {"rank": max((tier.rank for tier in queries.tiers()), default=0) + 1}

    def derive(self, record: Tier, *, by: Actor, at: datetime) -> None:
        record.slack = 10 if record.slack is None else record.slack
        record.rank = record.rank or 1
        record.mark = mark_of(record.rank, record.name)

    def check(self, record: Tier) -> dict[str, list[str]]:
        return measure_errors(record) | service_errors(record)

    def save_parts(self, records: Sequence[Tier]) -> None:
        for one in records:
            CustomerTier.objects.filter(tier=one).exclude(mark=one.mark).update(mark=one.mark)


def measure_errors(record: Tier) -> dict[str, list[str]]:
    if record.rank > HIGHEST_RANK:
        return {"rank": [_("次序最大是 %(most)s") % {"most": HIGHEST_RANK}]}
    if record.slack > MOST_SLACK:
        return {"slack": [_("最多 %(most)s") % {"most": MOST_SLACK}]}
    if record.measure and record.criteria:
        return {"measure": [_("这一级按条件收客户，先在“按列表收客户”里去掉条件")]}
    if bool(record.measure) != (record.at_least is not None):
        return {"at_least": [_("“按什么分”和“从多少起”要一起写")]}
    if record.measure == Measure.LOYALTY and not 0 <= (record.at_least or 0) <= 100:
        return {"at_least": [_("忠诚度在 0 到 100 之间")]}
    return {}


def service_errors(record: Tier) -> dict[str, list[str]]:
    """A tier only adds: one that gives less than everybody gets is refused."""
    given, floor = {name: getattr(record, name) for name in SERVICES}, queries.floor()
    errors = {name: [_("至少写 1 天")] for name, days in given.items() if days == 0}
    for name in less_than_floor(given, {name: getattr(floor, name) for name in SERVICES}):
        told = _("服务底线是 %(floor)s 天，每位客户都有；这一级只能更好，不能写 %(own)s 天")
        errors[name] = [told % {"floor": getattr(floor, name), "own": given[name]}]
    return errors


extend(
    "customer",
    computed=queries.customer_fields(),
    side=[Panel("tiers/place.html", panels.place)],
    verbs=[set_tier, free_tier, follow_tier],
)
