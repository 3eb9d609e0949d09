"""Saying what service every customer gets at least."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.errors import Forbidden, Invalid
from sanjing.foundation.events.publish import About, publish
from sanjing.modules.tiers import queries
from sanjing.modules.tiers.events import FloorSet
from sanjing.modules.tiers.models import ServiceFloor
from sanjing.modules.tiers.rules import SERVICES, less_than_floor


def set_floor(values: Mapping[str, Any], *, by: Actor, at: datetime) -> ServiceFloor:
    """Keep the floor. Raises Forbidden, and Invalid where a tier would get less than everybody."""
    if not queries.may_set_floor(by):
        raise Forbidden(_("只有管理员和老板能改服务底线。"))
    for tier in queries.tiers():
        given = {name: getattr(tier, name) for name in SERVICES}
        for name in less_than_floor(given, values):
            words = {"tier": tier.name, "own": given[name], "floor": values[name]}
            told = _(
                "“%(tier)s”写着 %(own)s 天，比底线的 %(floor)s 天还少。先改这一级，各级只能多给。"
            )
            raise Invalid({name: [told % words]})
    with transaction.atomic():
        kept, _new = ServiceFloor.objects.update_or_create(
            pk=ServiceFloor.ONLY, defaults=dict(values)
        )
        about = About("service_floor", kept.pk, None, str(kept))
        publish(FloorSet(values=dict(values)), about=about, by=by, at=at)
    return kept
