"""Changing the rules of the pool."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.errors import Forbidden
from sanjing.foundation.events.publish import About, publish
from sanjing.modules.customers.events import PoolRulesChanged
from sanjing.modules.customers.models import PoolRule


def may_set_pool_rules(by: Actor) -> bool:
    return by.is_administrator or by.is_system


def set_pool_rules(rules: Mapping[str, Mapping[str, Any]], *, by: Actor, at: datetime) -> None:
    """Store {grade: {field: value}}; "" is the grade of customers without one. Raises Forbidden."""
    if not may_set_pool_rules(by):
        raise Forbidden(_("只有管理员能改公海规则。"))
    with transaction.atomic():
        for grade, values in rules.items():
            PoolRule.objects.update_or_create(grade=grade, defaults=dict(values))
        told = PoolRulesChanged(rules={grade: dict(values) for grade, values in rules.items()})
        publish(told, about=About("pool_rule", 0, None, _("公海规则")), by=by, at=at)
