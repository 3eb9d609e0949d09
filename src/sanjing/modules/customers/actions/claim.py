"""Taking a customer out of the pool 公海."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.models import User
from sanjing.foundation.entities import records
from sanjing.foundation.entities.actions import action
from sanjing.foundation.entities.errors import Forbidden, Refusal
from sanjing.modules.customers import queries
from sanjing.modules.customers.actions.by_rule import by_rule
from sanjing.modules.customers.events import CustomerClaimed
from sanjing.modules.customers.models import Customer, PoolClaim


class AlreadyTaken(Refusal):
    """Somebody else was faster."""

    code = "already_taken"


class ClaimedEnough(Refusal):
    """The daily limit of the pool rule is reached; `limit` is in the data."""

    code = "claimed_enough"


def may_claim(customer: Customer, by: Actor) -> bool:
    return customer.owner_id is None and by.user_id is not None and by.may("customer", "change")


def not_to_claim(customer: Customer) -> Refusal:
    if customer.owner_id is not None:
        return AlreadyTaken(_("“%(name)s”已经有人领取了。") % {"name": customer.name})
    return Forbidden(_("您的角色不能领取客户。"))


@action(
    entity="customer",
    verb="claim",
    label=_l("领取"),
    icon="hand-grab",
    needs="see",
    offered=may_claim,
    why_not=not_to_claim,
)
def claim(customer: Customer, *, by: Actor, at: datetime) -> Customer:
    """Make `by` the owner of a customer that has none. Raises Forbidden, AlreadyTaken or ClaimedEnough."""
    with transaction.atomic():
        customer = records.lock(records.entity_of(customer), customer.pk, by=by, verb="see")
        if by.user_id is None or not may_claim(customer, by):
            raise not_to_claim(customer)
        _count_claim(customer, by.user_id, at)
        told = CustomerClaimed()
        return records.change(customer, {"owner": by.user_id}, by=by_rule(by), at=at, telling=told)


def _count_claim(customer: Customer, user_id: int, at: datetime) -> None:
    """Note the claim. Raises ClaimedEnough if the day's share of this grade is used up.

    The claims of one person wait for each other, so that two at once cannot both be the last one.
    """
    User.objects.select_for_update(no_key=True).get(pk=user_id)
    limit = queries.pool_rules()[customer.grade].daily_claim_limit
    today = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    claims = PoolClaim.objects.filter(user=user_id, at__gte=today, grade=customer.grade)
    taken = claims.count()
    if taken >= limit:
        message = _("今天已经领取了 %(count)s 个这一级的客户，明天再来。") % {"count": taken}
        raise ClaimedEnough(message, limit=limit)
    PoolClaim.objects.create(customer=customer, user_id=user_id, grade=customer.grade, at=at)
