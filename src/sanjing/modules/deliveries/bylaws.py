"""Standing promises in the register of rules."""

from __future__ import annotations

from datetime import date

from django.db.models import Case, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.rulebook.declaring import BROKEN, KEPT, OPEN, Bylaw, Period, declare
from sanjing.modules.deliveries.models import StandingPromise
from sanjing.modules.deliveries.standing import orders_under


def in_force(promise: StandingPromise, day: date) -> bool:
    return promise.valid_from <= day and (promise.valid_until or day) >= day


def cases(promise: StandingPromise, actor: Actor, period: Period) -> QuerySet:
    rows = orders_under(promise, actor, period.since).filter(ordered_on__lte=period.end)
    rows = rows.filter(kept_as__isnull=False)
    return rows.annotate(
        judged=Case(
            When(kept_as="kept", then=Value(KEPT)),
            When(kept_as="late", then=Value(BROKEN)),
            default=Value(OPEN),
        )
    )


declare(
    Bylaw(
        key="standingpromise",
        model=StandingPromise,
        says=lambda promise: promise.says,
        in_force=in_force,
        cases=cases,
        how=_(
            "这段时间下的订单：按时送到的算做到，晚了或过了时间还没到的算没做到；不知道何时送到的不计。"
        ),
    )
)
