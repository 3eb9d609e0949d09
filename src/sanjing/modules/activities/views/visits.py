"""Planning visits: who is due by the cadence of its grade, and the route of a day."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from sanjing.foundation.accounts.actor import Actor, Scope
from sanjing.foundation.accounts.models import User
from sanjing.foundation.pages import asked_day, redirect_page, render_page, tell
from sanjing.kernel.numbers import whole
from sanjing.modules.activities import visiting
from sanjing.modules.activities.actions.plan_visits import plan_visits
from sanjing.modules.activities.views.pages import must_see


@require_http_methods(["GET", "POST"])
def visits(request: HttpRequest) -> HttpResponse:
    """`?who=` is the colleague it is about, `?day=` the day to plan; tomorrow unless it says so."""
    must_see(request, "customer")
    must_see(request, "task")
    people = colleagues(request.actor)
    who = asked_person(request, people)
    now, today = timezone.now(), timezone.localdate()
    day = asked_day(request, "day", today + timedelta(1))
    due = visiting.due(request.actor, who, now)
    if request.method == "POST":
        return plan(request, due, day, who)
    context = {
        "people": people if len(people) > 1 else {},
        "who": who,
        "day": day,
        "today": today,
        "planned": visiting.in_route_order(visiting.planned(request.actor, who, day)),
        "due": visiting.in_route_order(due),
        "count": len(due),
        "most": visiting.MOST,
        "may_plan": request.actor.may("task", "create"),
    }
    return render_page(request, "activities/visits.html", context)


def plan(request: HttpRequest, due: list[visiting.Stop], day: date, who: int) -> HttpResponse:
    """Plan those that were ticked and are due."""
    now = timezone.now()
    ticked = {whole(one) for one in request.POST.getlist("customer")}
    chosen = [one.customer for one in due if one.customer.pk in ticked]
    made = plan_visits(chosen, day=day, owner=who, by=request.actor, at=now)
    said = ngettext("排了 %(n)s 次拜访。", "排了 %(n)s 次拜访。", made) % {"n": made}
    tell(request, said if made else _("没有勾选客户。"))
    return redirect_page(request, f"/visits/?who={who}&day={day:%Y-%m-%d}")


def colleagues(by: Actor) -> dict[int, str]:
    """Whose customers `by` may see, by id; themselves first."""
    scope = by.scope("customer", "see")
    people = User.objects.filter(is_active=True)
    if scope is not Scope.ALL:
        people = people.filter(team__in=by.teams_below if scope is Scope.BELOW else [by.team_id])
    if scope is Scope.MINE:
        people = people.none()
    named = dict(people.order_by("name").values_list("pk", "name"))
    return {by.user_id: by.name, **named} if by.user_id else named


def asked_person(request: HttpRequest, people: dict[int, str]) -> int:
    asked = whole(request.GET.get("who", ""))
    return asked if asked in people else request.actor.user_id
