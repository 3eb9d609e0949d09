"""季节: the year of every category, who buys when, and whom to ask before the season."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.errors import Forbidden
from sanjing.foundation.figures.queries import kept_on
from sanjing.foundation.pages import asked_month, redirect_page, render_page, tell
from sanjing.kernel.numbers import whole
from sanjing.kernel.periods import add_months
from sanjing.modules.insights import charts, seasons
from sanjing.modules.insights.actions.plan_season import Planned, plan_season
from sanjing.modules.insights.reading import categories, refuse_hidden
from sanjing.modules.insights.seasons import Season
from sanjing.modules.insights.views.tabs import tabs

MOST_MONTHS = 3
MOST_DAYS = 90
USUAL_DAYS = 14


@require_safe
def year(request: HttpRequest) -> HttpResponse:
    """`?category=` of one kind of goods, with who buys it when; `?customer=` of one customer alone."""
    actor, today = request.actor, timezone.localdate()
    refuse_hidden(actor)
    customer, category = None, request.GET.get("category", "")
    if pk := whole(request.GET.get("customer", "")):
        customer = records.obtain(registry.get("customer"), pk, by=actor)
        found, groups, buyers = seasons.calendar_of(actor, customer, today), {}, []
    else:
        company, groups = seasons.calendars(actor, today)
        category = category if category in groups else ""
        found = groups.get(category, company) if category else company
        buyers = seasons.buyers(actor, today, category)
    title = str(customer) if customer else category
    context = {
        "tabs": tabs(actor, "/insights/season/"),
        "customer": customer,
        "kept_on": None if customer else kept_on(today),
        "category": category,
        "found": found,
        "months": charts.months_of(found),
        "title": charts.season_title(found, title),
        "option": charts.season_chart(found),
        "groups": [(name, one, charts.months_of(one)) for name, one in groups.items()],
        "buyers": buyers,
        "back": seasons.LOOKS_BACK,
        "coming": add_months(today.replace(day=1), 1),
    }
    return render_page(request, "insights/season.html", context)


def asked_season(request: HttpRequest) -> Season:
    """The season of the address: the next month unless it says another."""
    given, today = request.GET, timezone.localdate()
    month = asked_month(request, "month", add_months(today.replace(day=1), 1))
    span = min(max(whole(given.get("months", "")) or 1, 1), MOST_MONTHS)
    return Season.of(max(month, today.replace(day=1)), span, given.get("category", "")[:60])


@require_safe
def before(request: HttpRequest) -> HttpResponse:
    """`?month=` the season begins in, `?months=` it lasts, `?category=` of the goods."""
    actor = request.actor
    refuse_hidden(actor)
    season = asked_season(request)
    context = {
        "tabs": tabs(actor, "/insights/season/before/"),
        "season": season,
        "kept_on": kept_on(timezone.localdate()),
        "found": seasons.before(actor, season),
        "months": offered_months(timezone.localdate()),
        "spans": range(1, MOST_MONTHS + 1),
        "span": season.months,
        "categories": categories(actor),
        "back": seasons.LOOKS_BACK,
        "days_before": USUAL_DAYS,
        "most_days": MOST_DAYS,
        "may_plan": actor.may("task", "create"),
    }
    return render_page(request, "insights/before.html", context)


def offered_months(today: date) -> list[date]:
    return [add_months(today.replace(day=1), n) for n in range(12)]


@require_POST
def plan(request: HttpRequest) -> HttpResponse:
    """Make a task for each of those ticked that stand on the list."""
    actor = request.actor
    refuse_hidden(actor)
    if not actor.may("task", "create"):
        raise Forbidden(_("您的角色不能安排待办。"))
    season = asked_season(request)
    ticked = {whole(one) for one in request.POST.getlist("ids")}
    listed = [row.customer.pk for row in seasons.before(actor, season).rows]
    days = min(whole(request.POST.get("days_before", "")) or 0, MOST_DAYS)
    chosen = [pk for pk in listed if pk in ticked]
    done = plan_season(chosen, season, days_before=days, by=actor, at=timezone.now())
    tell(request, said(done))
    return redirect_page(request, f"/insights/season/before/?{request.GET.urlencode()}")


def said(done: Planned) -> str:
    if not (done.made or done.had or done.refused):
        return _("没有勾选客户。")
    parts = [
        ngettext("安排了 %(n)s 条待办。", "安排了 %(n)s 条待办。", done.made) % {"n": done.made}
    ]
    if done.had:
        told = ngettext("%(n)s 位已经安排过。", "%(n)s 位已经安排过。", done.had)
        parts.append(told % {"n": done.had})
    if done.refused:
        told = ngettext("%(n)s 位您不能安排。", "%(n)s 位您不能安排。", done.refused)
        parts.append(told % {"n": done.refused})
    return " ".join(parts)
