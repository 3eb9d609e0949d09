"""What a company decides about its quotes: how much each role may take off, and how it shows on paper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.guards import require_administrator
from sanjing.foundation.accounts.models import Role
from sanjing.foundation.events.publish import About, publish
from sanjing.modules.quotes.events import DiscountLimitsChanged, LetterheadChanged
from sanjing.modules.quotes.models import DiscountLimit, Letterhead


def set_limits(limits: Mapping[Role, Decimal], *, by: Actor, at: datetime) -> None:
    """Store per cent by role. Raises AdministratorRequired."""
    require_administrator(by)
    with transaction.atomic():
        for role, percent in limits.items():
            DiscountLimit.objects.update_or_create(role=role, defaults={"percent": percent})
        told = DiscountLimitsChanged(limits={role.key: float(p) for role, p in limits.items()})
        publish(told, about=About("discount_limit", 0, None, _("折扣权限")), by=by, at=at)


def set_letterhead(values: Mapping[str, Any], *, by: Actor, at: datetime) -> None:
    """Store how our firm stands on paper. Raises AdministratorRequired."""
    require_administrator(by)
    with transaction.atomic():
        Letterhead.objects.update_or_create(pk=1, defaults=dict(values))
        about = About("letterhead", 1, None, _("公司抬头"))
        publish(LetterheadChanged(), about=about, by=by, at=at)
