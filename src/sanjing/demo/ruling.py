"""Who answers for the rules of the company, and that those of the pool changed once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.models import User
from sanjing.foundation.rulebook.actions import assign
from sanjing.foundation.rulebook.declaring import all_bylaws
from sanjing.modules.customers.actions.set_pool_rules import set_pool_rules

ANSWERS = {
    "pool_rule": "manager",
    "promisefloor": "boss",
    "discount_limit": "boss",
    "approval_rule": "boss",
    "credit_limit": "finance",
    "stage": "manager",
    "stagerule": "manager",
    "standingpromise": "service",
}
"""By kind of rule; nobody answers for the others yet."""
POOL = {"silent_days": 30, "days_without_contact": 180, "daily_claim_limit": 20, "active": False}
LATER = timedelta(400)


def answer(users: Mapping[str, User], actors: Mapping[str, Actor], opened: datetime) -> None:
    """Write the rules of the pool twice, and give each kind of rule to somebody."""
    admin = actors["admin"]
    grades = {"a": POOL | {"visit_days": 45}, "b": POOL | {"visit_days": 60}}
    set_pool_rules(grades, by=admin, at=opened)
    stricter = {"silent_days": 14, "visit_days": 30}
    set_pool_rules({"a": grades["a"] | stricter, "b": grades["b"]}, by=admin, at=opened + LATER)
    for bylaw in all_bylaws():
        if login := ANSWERS.get(bylaw.key):
            for rule in bylaw.visible_to(actors["boss"]):
                assign(rule, users[login], by=admin, at=opened + LATER)
