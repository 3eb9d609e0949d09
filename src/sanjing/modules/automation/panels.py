"""What the page of a stage rule shows besides its fields."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from sanjing.foundation.accounts.actor import Actor
from sanjing.modules.automation.coverage import coverage
from sanjing.modules.automation.models import StageRule


def covered(rule: StageRule, actor: Actor) -> dict[str, Any]:
    if not actor.may("customer", "see"):
        return {"hidden": True}
    return {"found": coverage(rule, actor, timezone.now())}
