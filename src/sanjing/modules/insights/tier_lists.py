"""Where each figure of the page of tiers leads: lists of the customers it counts."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from sanjing.modules.tiers.models import Tier

Tree = dict[str, Any]


def of_tier(tier: Tier, **more: str) -> str:
    return f"/customers/?{urlencode({'tier': tier.name, **more})}"


def where(tier: Tier | None, *parts: Tree) -> str:
    """The owned customers of a tier, or of none, whom the conditions fit."""
    own = (
        {"field": "tier", "op": "is", "value": tier.name}
        if tier
        else {"field": "tier", "op": "empty"}
    )
    tree = {"all": [own, {"field": "owner", "op": "filled"}, *parts]}
    return f"/customers/?{urlencode({'where': json.dumps(tree, ensure_ascii=False, separators=(',', ':'))})}"


def older(field: str, days: int) -> Tree:
    return {"field": field, "op": "within", "value": f"older_than_{days}_days"}


def out_of_touch(tier: Tier | None, days: int) -> str:
    never: Tree = {
        "all": [{"field": "last_contacted_at", "op": "empty"}, older("owned_since", days)]
    }
    return where(tier, {"any": [older("last_contacted_at", days), never]})


def waiting(tier: Tier | None, days: int) -> str:
    return where(tier, older("unanswered_since", days))


def graded(tier: Tier, grade: str) -> str:
    return of_tier(tier, grade=grade) if grade else of_tier(tier, grade__empty="")
