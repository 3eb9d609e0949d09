"""The numbers of those who lead: how many customers, how many new, how many buy, how much is sold.

Counts stop at `CAP`, so that a large company's page costs what a small one's does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor, Scope
from sanjing.foundation.charts import money
from sanjing.foundation.entities import registry
from sanjing.foundation.figures.queries import figure, kept_on
from sanjing.foundation.phrases import joined, month_word
from sanjing.kernel.money import format_money
from sanjing.kernel.periods import relative_range
from sanjing.modules.orders.models import NOT_SOLD, CustomerSales, Order
from sanjing.modules.orders.sales import Month, Sales, sales_by_month
from sanjing.modules.workbench.rules import Finding, finding

CAP = 10_000
ACTIVE = "last_90_days"
MONTHS = 14
SOLD = ",".join(state for state in Order.State.values if state not in NOT_SOLD)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, ready to show, that opens the list it counts."""

    label: str
    value: str
    url: str
    hint: str = ""
    icon: str = ""


def leads(actor: Actor) -> bool:
    """Whether the actor looks after more than their own customers and may read what they bought."""
    reach = actor.scope("customer", "see").reach
    return reach > Scope.MINE.reach and registry.get("customer").may_read("order_total", actor)


def figures(actor: Actor, sales: Sales, today: date) -> list[Figure]:
    customers = registry.get("customer").visible_to(actor)
    start, end = (midnight(day) for day in relative_range("this_month", today))
    new = customers.filter(created_at__gte=start, created_at__lt=end)
    now, before = sales.months[-1], sales.months[-2]
    night = kept_on(today)
    return [
        Figure(str(registry.get("customer").plural), counted(customers), "/customers/", icon="users"),
        Figure(_("本月新客户"), counted(new), "/customers/?created_at__within=this_month", icon="user-plus"),
        Figure(
            _("近 90 天下过单"), buyers_of_late(actor, today), f"/customers/?last_ordered_on__within={ACTIVE}",
            hint=_("截至 %(day)s") % {"day": night} if night else "", icon="shopping-cart",
        ),
        Figure(
            _("本月销售"), money(now.amount), month_url(now),
            hint=joined(filter(None, [_("上月 %(amount)s") % {"amount": money(before.amount)}, less(now)])),
            icon="cash",
        ),
    ]  # fmt: skip


def buyers_of_late(actor: Actor, today: date) -> str:
    """How many customers ordered of late."""
    return figure("home.buyers", actor, today, lambda day: counted(buyers(actor, day)))


def buyers(actor: Actor, today: date) -> QuerySet:
    """What is kept of the customers whose last order is of late, each once."""
    start, end = relative_range(ACTIVE, today)
    seen = registry.get("customer").visible_to(actor).filter(pk=OuterRef("pk"))
    return CustomerSales.objects.filter(Exists(seen), last_on__gte=start, last_on__lt=end)


def counted(rows: QuerySet) -> str:
    """How many there are; "10 000+" beyond the cap."""
    found = rows.order_by()[: CAP + 1].count()
    return f"{CAP:,}+" if found > CAP else f"{found:,}"


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def month_url(month: Month) -> str:
    """The list of the orders sold in a month."""
    asked = {"ordered_on__after": before_of(month), "ordered_on__before": after_of(month)}
    return "/orders/?" + urlencode(asked | {"state__in": SOLD}, safe=",")


def before_of(month: Month) -> str:
    return (month.start - timedelta(1)).isoformat()


def after_of(month: Month) -> str:
    return relative_range("next_month", month.start)[0].isoformat()


def less(month: Month) -> str:
    """What came back in a month, where something did."""
    return _("已减退货 %(amount)s") % {"amount": money(month.returned)} if month.returned else ""


def returns_url(month: Month) -> str:
    """The list of the returns that came in a month."""
    asked = {"received_on__after": before_of(month), "received_on__before": after_of(month)}
    return "/returns/?" + urlencode(asked)


def sales_chart(actor: Actor, today: date) -> tuple[Sales, dict[str, Any] | None]:
    """Sales of the last months, and what the chart of them needs; None if nothing was sold."""
    sales = sales_by_month(actor, today=today, length=MONTHS)
    found = finding(sales.months)
    if found is None:
        return sales, None
    months = sales.months[1:]
    rows = [
        (
            month,
            f"{month.start:%Y-%m}",
            format_money(month.amount),
            month_url(month),
            returns_url(month),
        )
        for month in months
    ]
    notes = [_("已减去退货，按收到退货的月份算")] if any(month.returned for month in months) else []
    if sales.summed_at:
        notes.append(_("截至 %(at)s") % {"at": f"{timezone.localtime(sales.summed_at):%H:%M}"})
    told = {"title": headline(found), "rows": rows, "note": joined(notes)}
    return sales, told | {"option": option(months), "less": any(month.returned for month in months)}


def headline(found: Finding) -> str:
    """The finding in a sentence."""
    told = {
        "month": month_word(found.month.start.month),
        "amount": money(found.month.amount),
        "percent": abs(found.percent or 0),
    }
    if found.percent is None:
        return _("%(month)s 月销售 %(amount)s") % told
    words = {
        ("year", True): _("%(month)s 月销售 %(amount)s，比去年同月多 %(percent)s%%"),
        ("year", False): _("%(month)s 月销售 %(amount)s，比去年同月少 %(percent)s%%"),
        ("month", True): _("%(month)s 月销售 %(amount)s，比前一个月多 %(percent)s%%"),
        ("month", False): _("%(month)s 月销售 %(amount)s，比前一个月少 %(percent)s%%"),
    }
    return words[found.against, found.percent >= 0] % told


def option(months: list[Month]) -> dict[str, Any]:
    """Bars in 元, or 万元 where there are many; the present month, not over yet, is paler."""
    scale, unit = scale_for(max(month.amount for month in months))
    bars = [
        {"value": round(month.amount / 100 / scale, 2), "url": month_url(month)} for month in months
    ]
    bars[-1] |= {"itemStyle": {"opacity": 0.45}}
    return {
        "tooltip": {"trigger": "axis"},
        "xAxis": {"type": "category", "data": [label(month) for month in months]},
        "yAxis": {"type": "value", "name": unit},
        "series": [{"type": "bar", "name": unit, "data": bars, "barMaxWidth": 36}],
    }


def scale_for(most: int) -> tuple[int, str]:
    """How many 元 one step of the axis stands for, and its name."""
    chinese = (get_language() or "").startswith("zh")
    return (10_000, _("万元")) if chinese and most >= 10_000_000 else (1, _("元"))


def label(month: Month) -> str:
    """The month, with its year where one begins."""
    return (
        f"{month.start:%Y-%m}"
        if month.start.month == 1
        else _("%(month)s月") % {"month": month_word(month.start.month)}
    )
