"""What the company does about its quadrants: a plan in its own words, and one customer proposed to be let go."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.approvals.actions import save_rule
from sanjing.modules.insights.actions.propose_retirement import (
    PURPOSE,
    Outcome,
    propose_retirement,
)
from sanjing.modules.insights.actions.write_playbook import write_playbook
from sanjing.modules.scores.models import CustomerScore, Quadrant

PLAN = (
    "盯紧：先收款，再谈年度供气合同",
    "每月 5 号前对一次账，逾期的先收。\n问清还向谁买气、买了多少。\n"
    "让价只换年度合同，不单独让。\n安检和抢修照 A 类，周经理每月上门一次。",
)
REASON = "两年只换过一次减压阀，上门三次都不在，改由热线接"


def judge(actors: Mapping[str, Actor], now: datetime) -> None:
    """Call it once customers have scores."""
    boss = [{"who": "people", "people": [actors["boss"].user_id]}]
    rule = {"purpose": PURPOSE, "name": "淘汰客户老板批"}
    save_rule(None, rule, boss, by=actors["admin"], at=now)
    write_playbook(Quadrant.LARGE_DISLOYAL, aim=PLAN[0], steps=PLAN[1], by=actors["boss"], at=now)
    least = CustomerScore.objects.filter(
        quadrant=Quadrant.SMALL_DISLOYAL, customer__owner=actors["seller"].user_id
    )
    row = least.select_related("customer").order_by("total", "pk").first()
    if row is not None:
        propose_retirement(
            row.customer, reason=REASON, outcome=Outcome.QUIET, by=actors["seller"], at=now
        )
