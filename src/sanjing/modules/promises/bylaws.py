"""Floors and the rhythm of reviews in the register of rules."""

from __future__ import annotations

from datetime import date, timedelta
from functools import reduce
from operator import or_

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext_lazy

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.models import Role, User
from sanjing.foundation.entities import registry
from sanjing.foundation.events.models import Event
from sanjing.foundation.phrases import listed
from sanjing.foundation.rulebook.declaring import (
    APPROVED,
    BROKEN,
    KEPT,
    OPEN,
    Bylaw,
    Period,
    declare,
)
from sanjing.kernel.numbers import plain_number
from sanjing.kernel.regions import short_region_name
from sanjing.modules.customers.models import Customer
from sanjing.modules.promises import rules
from sanjing.modules.promises.models import CustomerReview, Promise, PromiseFloor, ReviewRhythm
from sanjing.modules.promises.queries import bound
from sanjing.modules.promises.reviewing import rhythm

State = Promise.State
UNITS = {
    rules.PERCENT: _l("%(n)s%%"),
    rules.DAYS: pgettext_lazy("小数", "%(n)s 天"),
    rules.YUAN: _l("%(n)s 元"),
    rules.MONTHS: _l("%(n)s 个月"),
}


def floor_says(floor: PromiseFloor) -> str:
    """价格优惠：不超过 8%（湖北、A 重点客户）"""
    unit = UNITS.get(rules.UNITS.get(floor.kind, ""), "%(n)s")
    least, most = (
        "" if number is None else unit % {"n": plain_number(number)}
        for number in (floor.least, floor.most)
    )
    parts = [
        _("不少于 %(n)s") % {"n": least} if least else "",
        _("不超过 %(n)s") % {"n": most} if most else "",
    ]
    limits = [
        floor.product.name if floor.product else floor.category,
        short_region_name(floor.region) if floor.region else "",
        str(Role.objects.filter(key=floor.role).first() or "") if floor.role else "",
        _("%(grade)s客户") % {"grade": floor.get_grade_display()} if floor.grade else "",
    ]
    where = listed(filter(None, limits)) or _("不限")
    told = {"kind": floor.get_kind_display(), "bounds": listed(filter(None, parts)), "where": where}
    return _("%(kind)s：%(bounds)s（%(where)s）") % told


def floor_in_force(floor: PromiseFloor, day: date) -> bool:
    begun = floor.valid_from is None or floor.valid_from <= day
    return begun and (floor.valid_until is None or day <= floor.valid_until)


def floor_cases(floor: PromiseFloor, actor: Actor, period: Period) -> QuerySet:
    """Promises with a number that this floor speaks for, by the day they were made."""
    since = max(filter(None, (period.since, floor.valid_from)))
    end = min(filter(None, (period.end, floor.valid_until)))
    rows = registry.get("promise").visible_to(actor).filter(made_on__gte=since, made_on__lte=end)
    others = PromiseFloor.objects.filter(removed_at=None, kind=floor.kind).exclude(pk=floor.pk)
    closer = [fits(one) for one in others if bound(one).weight > bound(floor).weight]
    under = fits(floor) & Q(terms__isnull=False) & ~reduce(or_, closer, Q(pk__in=[]))
    rows = rows.filter(kind=floor.kind).exclude(state=State.WITHDRAWN)
    rows = rows.filter(under | Q(floor=floor))
    beyond = Q(pk__in=[])
    beyond |= Q(terms__lt=floor.least) if floor.least is not None else beyond
    beyond |= Q(terms__gt=floor.most) if floor.most is not None else beyond
    return rows.annotate(
        judged=Case(
            When(state=State.REFUSED, then=Value(KEPT)),
            When(state=State.WAITING, then=Value(OPEN)),
            When(floor__isnull=False, then=Value(APPROVED)),
            When(beyond, then=Value(BROKEN)),
            default=Value(KEPT),
        )
    )


def fits(floor: PromiseFloor) -> Q:
    asked = Q()
    if floor.product_id:
        asked &= Q(product=floor.product_id)
    if floor.category:
        asked &= Q(category=floor.category)
    if floor.region:
        asked &= Q(customer__region__startswith=floor.region)
    if floor.grade:
        asked &= Q(customer__grade=floor.grade)
    if floor.role:
        asked &= Q(owner__in=User.objects.filter(roles__key=floor.role).values("pk"))
    return asked


def reviews(actor: Actor) -> list[ReviewRhythm]:
    known = rhythm() if actor.may("customer", "see") else {}
    return [ReviewRhythm(grade=grade, days=days) for grade, days in known.items()]


def review_says(rule: ReviewRhythm) -> str:
    return review_words(rule.grade, rule.days)


def review_words(grade: str, days: int) -> str:
    told = {"grade": Customer.Grade(grade).label, "n": days}
    return _("%(grade)s客户每 %(n)s 天由经理检查一次") % told


def review_told(event: Event, key: str) -> str | None:
    days = event.data["days"]
    if key not in days:
        return None
    return review_words(key, days[key]) if days[key] else ""


def review_cases(rule: ReviewRhythm, actor: Actor, period: Period) -> QuerySet:
    since = timezone.now() - timedelta(rule.days)
    seen = Exists(CustomerReview.objects.filter(customer=OuterRef("pk"), at__gt=since))
    rows = registry.get("customer").visible_to(actor)
    rows = rows.filter(grade=rule.grade, owner__isnull=False)
    return rows.annotate(judged=Case(When(seen, then=Value(KEPT)), default=Value(BROKEN)))


declare(
    Bylaw(
        key="promisefloor",
        model=PromiseFloor,
        says=floor_says,
        in_force=floor_in_force,
        cases=floor_cases,
        how=_l(
            "这段时间答应的、写了数值的承诺：在底线之内或没批准的算做到，越线而没经批准的"
            "（如导入的）算没做到。一条更细的底线管到的，算在那一条上。"
        ),
    )
)
declare(
    Bylaw(
        key="review_rhythm",
        model=ReviewRhythm,
        label=_l("重点客户检查"),
        url="/settings/reviews/",
        rows=reviews,
        key_of=lambda rule: rule.grade,
        says=review_says,
        told=review_told,
        cases=review_cases,
        how=_l("按今天，不看所选日期：有负责人的这级客户里，在期限内检查过的算做到。"),
    )
)
