"""The classes of the company's customers, the floor under their service, and one customer put into one by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone

from sanjing.demo.lives import Values
from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.customization.models import SavedView
from sanjing.foundation.entities import records, registry
from sanjing.modules.tiers.actions.assign import assign_everybody
from sanjing.modules.tiers.actions.set_floor import set_floor
from sanjing.modules.tiers.actions.set_tier import set_tier
from sanjing.modules.tiers.actions.take_criteria import take_criteria
from sanjing.modules.tiers.models import CustomerTier, Tier

FLOOR = {"contact_days": 365, "answer_days": 5, "visit_days": None, "follows": "proposed"}
LIST = "工业用户"
TIERS: tuple[Values, ...] = (
    {"name": "钻石", "rank": 1, "grade": "a", "measure": "year_margin", "at_least": "500000", "contact_days": 45,
     "visit_days": 90, "answer_days": 1, "credit_days": 75,
     "extras": "抢修优先到场，年度安检上门前先约厂长，停气提前一周当面说"},
    {"name": "黄金", "rank": 2, "grade": "b", "measure": "year_margin", "at_least": "20000", "contact_days": 90,
     "visit_days": 180, "answer_days": 2, "credit_days": 30, "extras": "专人客服，抢修两小时内到"},
    {"name": "培育", "rank": 3, "contact_days": 120, "extras": "能耗测算免费做一次"},
    {"name": "普通", "rank": 4, "grade": "c", "credit_days": 0},
)  # fmt: skip
REASON = "开发区管委会推荐的样板用户，三家邻厂都来看过，今年先按钻石服务"


def grade(actors: Mapping[str, Actor], now: datetime) -> None:
    """Call it once customers have scores."""
    boss = actors["boss"]
    set_floor(FLOOR, by=boss, at=now)
    tiers = {}
    for values in TIERS:
        made = records.create(registry.get("tier"), values, by=boss, at=now)
        tiers[made.name] = made
    view = SavedView.objects.filter(label=LIST, entity="customer").first()
    if view is not None:
        take_criteria(tiers["培育"], view=view, by=boss, at=now)
    assign_everybody(as_of=timezone.localdate(now), at=now)
    put_by_hand(tiers, boss, now)


def put_by_hand(tiers: Mapping[str, Tier], boss: Actor, now: datetime) -> None:
    """The best of the second tier who is a factory."""
    best = CustomerTier.objects.filter(tier=tiers["黄金"], customer__tags__contains="工业")
    row = best.select_related("customer").order_by("-score__year_margin", "pk").first()
    if row is not None:
        set_tier(row.customer, to=tiers["钻石"], reason=REASON, by=boss, at=now)
