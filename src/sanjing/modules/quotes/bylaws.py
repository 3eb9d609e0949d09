"""Discount limits in the register of rules."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Case, Exists, OuterRef, QuerySet, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.models import Role, User
from sanjing.foundation.approvals.models import Approval
from sanjing.foundation.entities import registry
from sanjing.foundation.events.models import Event
from sanjing.foundation.rulebook.declaring import APPROVED, BROKEN, KEPT, Bylaw, Period, declare
from sanjing.kernel.numbers import plain_number
from sanjing.modules.quotes.actions.send import PURPOSE
from sanjing.modules.quotes.events import QuoteSent
from sanjing.modules.quotes.models import DiscountLimit, Quote
from sanjing.modules.quotes.queries import discount_limits

SENT = (Quote.State.SENT, Quote.State.ACCEPTED, Quote.State.DECLINED, Quote.State.EXPIRED)


def rows(actor: Actor) -> list[DiscountLimit]:
    """Of the roles somebody holds who may draw up quotes."""
    limits = discount_limits().items() if actor.may("quote", "see") else ()
    held = set(User.objects.filter(is_active=True).values_list("roles", flat=True))
    return [DiscountLimit(role=role, percent=most) for role, most in limits if role.pk in held]


def says(limit: DiscountLimit) -> str:
    return words(limit.role, limit.percent)


def words(role: Role, percent: Decimal | float) -> str:
    told = {"role": role, "n": plain_number(Decimal(str(percent)))}
    return _("%(role)s报价最多让 %(n)s%%，再多要审批") % told


def told(event: Event, key: str) -> str | None:
    percent = event.data["limits"].get(key)
    role = Role.objects.filter(key=key).first()
    return None if percent is None or role is None else words(role, percent)


def cases(limit: DiscountLimit, actor: Actor, period: Period) -> QuerySet:
    """Quotes sent, of those to whom this is the highest limit of their roles."""
    higher = [role.pk for role, most in discount_limits().items() if most > limit.percent]
    free = User.objects.filter(roles__in=higher).values("pk")
    people = User.objects.filter(roles=limit.role).exclude(pk__in=free)
    sent = registry.get("quote").visible_to(actor).filter(state__in=SENT, owner__in=people)
    sent = sent.filter(quoted_on__gte=period.since, quoted_on__lte=period.end)
    asked = Approval.objects.filter(
        entity="quote", record_id=OuterRef("pk"), purpose=PURPOSE, state=Approval.State.APPROVED
    )
    by_others = Event.objects.filter(
        entity="quote", record_id=OuterRef("pk"), name=QuoteSent.name, actor_id__in=free
    )
    return sent.annotate(
        judged=Case(
            When(discount_rate__lte=limit.percent, then=Value(KEPT)),
            When(Exists(asked) | Exists(by_others), then=Value(APPROVED)),
            default=Value(BROKEN),
        )
    )


declare(
    Bylaw(
        key="discount_limit",
        model=DiscountLimit,
        label=_l("折扣权限"),
        url="/settings/discounts/",
        rows=rows,
        key_of=lambda limit: limit.role.key,
        says=says,
        told=told,
        cases=cases,
        how=_l(
            "这段时间发出的报价：让价没超过的算做到，批准了或由权限更高的人发出的算经批准，"
            "别的（如导入的）算没做到。一人有几个角色的，算在最高的那一条上。"
        ),
    )
)
