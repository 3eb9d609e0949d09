"""Credit limits in the register of rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, Exists, Max, OuterRef, Q, QuerySet, Sum, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.events.models import Event
from sanjing.foundation.events.timeline import read_back
from sanjing.foundation.rulebook.declaring import (
    APPROVED,
    KEPT,
    Bylaw,
    Change,
    Period,
    declare,
)
from sanjing.kernel.money import format_money
from sanjing.modules.customers.models import Customer
from sanjing.modules.receivables.models import CreditRelease

GRADE = "credit_grade"
LIMIT = "credit_limit"
NO_GRADE = "none"
MOST_CHANGES = 200


@dataclass(frozen=True)
class CreditRule:
    """One rule for each credit grade; the numbers stand with its customers: `count` with a limit, in all
    `total` 分, the highest `most`.
    """

    grade: str
    count: int
    total: int
    most: int

    def __str__(self) -> str:
        return _("信用 %(grade)s") % {"grade": self.grade.upper()} if self.grade else _("没有评级")


def limited(actor: Actor) -> QuerySet[Any, Any]:
    """The customers with a limit that `actor` may see."""
    seen: Any = registry.get("customer").visible_to(actor)
    return seen.filter(credit_limit__isnull=False).order_by()


def rows(actor: Actor) -> list[CreditRule]:
    customer = registry.get("customer")
    if not (actor.may("order", "see") and actor.may("customer", "see")):
        return []
    if not all(customer.may_read(name, actor) for name in (GRADE, LIMIT)):
        return []
    found = limited(actor).values_list(GRADE)
    sums = found.annotate(Count("pk"), Sum(LIMIT), Max(LIMIT))
    ladder = [*Customer.CreditGrade.values, ""]
    return sorted((CreditRule(*row) for row in sums), key=lambda one: ladder.index(one.grade))


def says(rule: CreditRule) -> str:
    told = {"n": rule.count, "total": format_money(rule.total), "most": format_money(rule.most)}
    words = ngettext(
        "%(n)s 位客户有额度，一共 %(total)s，最高 %(most)s；欠款加在途订单不超过额度，超出的订单要申请放行",
        "%(n)s 位客户有额度，一共 %(total)s，最高 %(most)s；欠款加在途订单不超过额度，超出的订单要申请放行",
        rule.count,
    )
    return words % told


def cases(rule: CreditRule, actor: Actor, period: Period) -> QuerySet:
    """Orders of customers of the grade with a limit: within it, or let through."""
    orders = registry.get("order").visible_to(actor).sold()
    orders = orders.filter(customer__credit_limit__isnull=False, customer__credit_grade=rule.grade)
    orders = orders.filter(ordered_on__gte=period.since, ordered_on__lte=period.end)
    released = Exists(CreditRelease.objects.filter(order=OuterRef("pk")))
    return orders.annotate(judged=Case(When(released, then=Value(APPROVED)), default=Value(KEPT)))


def history(rule: CreditRule, actor: Actor) -> Iterator[Change]:
    """Every limit of these customers that was set, raised or lowered, the newest at most."""
    ids = limited(actor).filter(credit_grade=rule.grade).values("pk")
    events = Event.objects.filter(entity="customer", record_id__in=ids)
    named = Q(data__changes__has_key=LIMIT) | Q(data__values__has_key=LIMIT)
    field = registry.get("customer").fields_for(actor)[LIMIT]
    for event in reversed(events.filter(named).order_by("-pk")[:MOST_CHANGES]):
        made = event.data.get("values", {}).get(LIMIT)
        before, after = event.data.get("changes", {}).get(LIMIT, (None, made))
        yield event, ((event.title, read_back(field, before), read_back(field, after)),)


declare(
    Bylaw(
        key="credit_limit",
        model=None,
        label=_l("信用额度"),
        url="/customers/?credit_limit__filled=",
        rows=rows,
        key_of=lambda rule: rule.grade or NO_GRADE,
        says=says,
        cases=cases,
        history=history,
        how=_l(
            "这段时间里有额度的客户的订单：超额放行的算经批准，别的算做到——超额而没放行的，"
            "程序不让确认。额度写在各客户的档案里，每改一次算一版。"
        ),
    )
)
