"""How promises are kept, and which key accounts to look at."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sanjing.foundation.accounts.access import administrators_only
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.errors import Forbidden
from sanjing.foundation.pages import asked_day, redirect_page, render_page, tell
from sanjing.kernel.periods import add_months
from sanjing.modules.promises import reports, reviewing
from sanjing.modules.promises.actions.set_rhythm import set_rhythm
from sanjing.modules.promises.forms import RhythmForm

YEAR = 12


@require_safe
def score(request: HttpRequest) -> HttpResponse:
    """`?by=` owner, kind or customer; `?as_of=` and `?since=` say which promises fell due.

    Whatever is due today can still be kept in time, so the score reaches to yesterday at most.
    """
    actor = request.actor
    if not actor.may("promise", "see"):
        raise Forbidden(_("您的角色看不到%(what)s。") % {"what": registry.get("promise").label})
    yesterday = timezone.localdate() - timedelta(1)
    as_of = min(asked_day(request, "as_of", yesterday), yesterday)
    since = asked_day(request, "since", add_months(as_of, -YEAR))
    by = request.GET.get("by", "")
    by = by if by in reports.COLUMNS else "owner"
    found = reports.score(actor, by, since=since, as_of=as_of)
    context = {
        "by": by, "columns": reports.COLUMNS.items(), "since": since, "as_of": as_of, "found": found,
        "chart": reports.chart(found, by),
        "months": (months := reports.by_month(actor, since=since, as_of=as_of)),
        "trend": reports.trend(months),
    }  # fmt: skip
    return render_page(request, "promises/score.html", context)


@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    actor, now = request.actor, timezone.now()
    if not actor.may("customer", "assign"):
        raise Forbidden(_("重点客户由经理检查。"))
    context = {"rows": reviewing.due_reviews(actor, now), "most": reviewing.MOST}
    return render_page(request, "promises/reviews.html", context)


@require_http_methods(["GET", "POST"])
@administrators_only
def rhythm(request: HttpRequest) -> HttpResponse:
    form = RhythmForm(request.POST or None)
    if form.is_valid():
        set_rhythm(form.cleaned_data, by=request.actor, at=timezone.now())
        tell(request, _("检查节奏已保存。"))
        return redirect_page(request, "/settings/reviews/")
    context = {"title": _("重点客户检查"), "form": form}
    status = 422 if form.errors else 200
    return render_page(request, "promises/rhythm.html", context, status=status)
