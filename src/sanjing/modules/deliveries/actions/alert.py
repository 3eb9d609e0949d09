"""Telling whose order it is that a delivery is late."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import batches, registry
from sanjing.foundation.entities.sweeping import sweep
from sanjing.modules.activities.models import Task
from sanjing.modules.deliveries import queries
from sanjing.modules.deliveries.events import DeliveryOverdue
from sanjing.modules.deliveries.models import Delivery

AT_ONCE = 500


def alert_late(*, by: Actor, at: datetime) -> int:
    """Make one task for every delivery whose time went by; how many there were."""
    alerted = 0
    while part := _next(at):
        with transaction.atomic():
            held = Delivery.objects.filter(pk__in=[one.pk for one in part], alerted_at=None)
            told = sweep(held, {"alerted_at": at}, telling=DeliveryOverdue(), by=by, at=at)
            marked = Delivery.objects.filter(pk__in=[one.pk for one in part], alerted_at=at)
            late = set(marked.values_list("pk", flat=True))
            tasks = [task_for(one, at) for one in part if one.pk in late]
            batches.create_many(registry.get("task"), tasks, by=by, at=at)
        if not told:
            break
        alerted += told
    return alerted


def _next(at: datetime) -> list[Delivery]:
    rows = queries.overdue(at).select_related("order__owner", "owner", "customer")
    return list(rows.order_by("pk")[:AT_ONCE])


def task_for(delivery: Delivery, at: datetime) -> dict[str, Any]:
    """For the order's own salesperson, or whoever looks after the delivery where they have left."""
    order = delivery.order
    active = order.owner if order.owner and order.owner.is_active else delivery.owner
    told = {
        "delivery": delivery.reference,
        "order": order.reference,
        "state": delivery.get_state_display(),
    }
    return {
        "title": _("%(delivery)s 过了答应的时间还没送到（订单 %(order)s）") % told,
        "note": _("现在是“%(state)s”。告诉客户什么时候能到。") % told,
        "customer": delivery.customer,
        "owner": active,
        "due_date": timezone.localdate(at),
        "priority": Task.Priority.HIGH,
    }
