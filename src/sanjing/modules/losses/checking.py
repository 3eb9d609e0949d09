"""What a departure and a reason cannot be."""

from __future__ import annotations

from django.utils.translation import gettext as _

from sanjing.modules.losses.models import Departure, LossReason
from sanjing.modules.losses.queries import GONE

Errors = dict[str, list[str]]


def reason_errors(reason: LossReason) -> Errors:
    if reason.parent_id and (reason.parent_id == reason.pk or reason.parent.parent_id):
        return {"parent": [_("原因只分两级，上级原因自己不能再有上级")]}
    return {}


def departure_errors(one: Departure) -> Errors:
    """{field: sentences} of what no single field can know."""
    errors: Errors = {}
    if one.came_back_on and one.came_back_on < one.left_on:
        errors["came_back_on"] = [_("回来不能早于离开")]
    if one.plan_on and not one.plan:
        errors["plan"] = [_("请写打算怎么赢回")]
    if one.came_back_on is None and is_gone_already(one):
        errors["customer"] = [_("这位客户已经登记流失，还没回来")]
    return errors


def is_gone_already(one: Departure) -> bool:
    others = Departure.objects.filter(GONE, customer=one.customer_id).exclude(pk=one.pk)
    return others.exists()
