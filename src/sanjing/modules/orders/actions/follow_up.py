"""Asking a customer about the next order, by what was counted there."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.actions import action
from sanjing.foundation.entities.errors import Refusal
from sanjing.kernel.numbers import format_number
from sanjing.modules.customers.actions.by_rule import by_rule
from sanjing.modules.orders.events import StockFollowed
from sanjing.modules.orders.models import StockCount
from sanjing.modules.orders.stock import looked_ahead, may_look_ahead


class AlreadyFollowed(Refusal):
    """Of one count one task is made."""

    code = "already_followed"


def may_follow(count: StockCount, by: Actor) -> bool:
    return count.followed_at is None and by.may("task", "create") and may_look_ahead(by)


def not_to_follow(count: StockCount) -> Refusal:
    return AlreadyFollowed(_("盘点 %(number)s 已经安排过跟进。") % {"number": count.reference})


@action(entity="stockcount", verb="follow_up", label=_l("安排补货跟进"), icon="checkbox",
        needs="see", offered=may_follow, why_not=not_to_follow)  # fmt: skip
def follow_up(count: StockCount, *, by: Actor, at: datetime) -> StockCount:
    """Make one task for the customer's owner, else for whoever asks. Raises AlreadyFollowed."""
    with transaction.atomic():
        count = records.lock(records.entity_of(count), count.pk, by=by, verb="see")
        if count.followed_at is not None:
            raise not_to_follow(count)
        kept, told = {"followed_at": at}, StockFollowed()
        done = records.change(count, {}, kept=kept, telling=told, by=by_rule(by), at=at)
        records.create(registry.get("task"), task_for(count, by, at), by=by_rule(by), at=at)
    return done


def task_for(count: StockCount, by: Actor, at: datetime) -> dict[str, Any]:
    today, customer = timezone.localdate(at), count.customer
    rows = StockCount.objects.filter(pk=count.pk)
    ahead = next(looked_ahead(rows, by, today=today)).outlook
    told = {
        "product": count.product.name[:60],
        "n": format_number(count.quantity),
        "day": count.counted_on.isoformat(),
        "end": ahead.runs_out_on.isoformat() if ahead.runs_out_on else "",
    }
    words = (
        _("补货跟进：%(product)s 约 %(end)s 用完") if told["end"] else _("补货跟进：%(product)s")
    )
    active = customer.owner_id and customer.owner.is_active
    return {
        "title": words % told,
        "note": _("%(day)s 盘点库存 %(n)s。") % told,
        "customer": customer,
        "owner": customer.owner_id if active else by.user_id,
        "due_date": max(ahead.order_by or today, today),
    }
