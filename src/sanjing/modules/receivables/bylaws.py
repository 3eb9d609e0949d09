"""Credit limits in the register of rules."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Case, Exists, OuterRef, QuerySet, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.rulebook.declaring import APPROVED, KEPT, Bylaw, Period, declare
from sanjing.modules.receivables.models import CreditRelease


@dataclass(frozen=True)
class CreditRule:
    """One rule for all customers; the numbers stand with them."""

    def __str__(self) -> str:
        return _("信用额度")


def rows(actor: Actor) -> list[CreditRule]:
    return [CreditRule()] if actor.may("order", "see") and actor.may("customer", "see") else []


def says(_rule: CreditRule) -> str:
    return _("有信用额度的客户，欠款加在途订单不超过额度；超出的订单要申请放行")


def cases(_rule: CreditRule, actor: Actor, period: Period) -> QuerySet:
    """Orders of customers with a limit: within it, or let through."""
    orders = registry.get("order").visible_to(actor).sold()
    orders = orders.filter(customer__credit_limit__isnull=False)
    orders = orders.filter(ordered_on__gte=period.since, ordered_on__lte=period.end)
    released = Exists(CreditRelease.objects.filter(order=OuterRef("pk")))
    return orders.annotate(judged=Case(When(released, then=Value(APPROVED)), default=Value(KEPT)))


declare(
    Bylaw(
        key="credit_limit",
        model=None,
        label=_l("信用额度"),
        url="/customers/?credit_limit__filled=",
        rows=rows,
        key_of=lambda _rule: "all",
        says=says,
        cases=cases,
        how=_l(
            "这段时间里有额度的客户的订单：超额放行的算经批准，别的算做到——超额而没放行的，"
            "程序不让确认。额度写在各客户的档案里，改动见客户的时间线。"
        ),
    )
)
