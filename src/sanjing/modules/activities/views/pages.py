"""Calendar, my tasks, and customers who have gone silent."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sanjing.foundation.entities import registry
from sanjing.foundation.entities.errors import Forbidden
from sanjing.foundation.entities.views.listing import listing
from sanjing.foundation.pages import asked_day, render_page
from sanjing.kernel.periods import add_months
from sanjing.modules.activities import queries
from sanjing.modules.activities.agenda import agenda

WEEK = 7


@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """My open tasks in piles; with anything asked, the derived list."""
    entity = registry.get("task")
    if request.GET:
        return listing(request, entity)
    must_see(request, "task")
    today = timezone.localdate()
    names = {
        "overdue": _("逾期"),
        "today": _("今天"),
        "week": _("7 天内"),
        "later": _("以后"),
        "someday": _("没定日子"),
    }
    piles = [
        (names[pile.key], pile.key, pile.tasks)
        for pile in queries.my_piles(request.actor, today)
        if pile.tasks
    ]
    context = {
        "entity": entity, "piles": piles, "today": today, "may_create": request.actor.may("task", "create"),
        "here": "/tasks/", "views": [(view.label, f"/tasks/?{view.address()}") for view in entity.listing.views],
    }  # fmt: skip
    return render_page(request, "activities/tasks.html", context)


@require_safe
def silent(request: HttpRequest) -> HttpResponse:
    must_see(request, "customer")
    mine = request.GET.get("who") != "all"
    rows = queries.silences(request.actor, timezone.now(), mine=mine)
    return render_page(
        request, "activities/silent.html", {"rows": rows, "mine": mine, "most": queries.MOST_SILENT}
    )


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """A month, or a week; `?day=` says which, `?who=all` widens it to everything one may see."""
    must_see(request, "task")
    today = timezone.localdate()
    shown, week = asked_day(request, "day", today), request.GET.get("view") == "week"
    mine = request.GET.get("who") != "all"
    first, last = bounds(shown, week)
    before, after = (shown - timedelta(WEEK), shown + timedelta(WEEK)) if week else (
        add_months(shown.replace(day=1), -1), add_months(shown.replace(day=1), 1))  # fmt: skip
    context = {
        "days": agenda(request.actor, first, last, today=today, mine=mine), "today": today, "shown": shown,
        "week": week, "mine": mine, "before": before, "after": after, "first": first, "last": last,
        "weekdays": [_("一"), _("二"), _("三"), _("四"), _("五"), _("六"), _("日")],
    }  # fmt: skip
    return render_page(request, "activities/calendar.html", context, partial="days")


def bounds(shown: date, week: bool) -> tuple[date, date]:
    """First and last day of the page: whole weeks from Monday."""
    start = shown if week else shown.replace(day=1)
    end = shown if week else add_months(start, 1) - timedelta(1)
    return start - timedelta(start.weekday()), end + timedelta(6 - end.weekday())


def must_see(request: HttpRequest, entity: str) -> None:
    if not request.actor.may(entity, "see"):
        raise Forbidden(_("您的角色看不到%(what)s。") % {"what": registry.get(entity).label})
