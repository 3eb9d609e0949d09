"""The page everybody starts on."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.approvals.queries import waiting_count
from sanjing.foundation.pages import render_page
from sanjing.modules.customers import saved_lists
from sanjing.modules.workbench import figures, queries


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    actor, now = request.actor, timezone.now()
    today = timezone.localdate(now)
    if queries.is_new(actor):
        return render_page(request, "workbench/first_steps.html", {"actor": actor, "today": today})
    contacts, more_contacts = queries.my_contacts(actor, today)
    tasks, more_tasks = queries.my_tasks(actor, today)
    silent, more_silent = queries.my_silent(actor, now)
    context = {
        "today": today,
        "contacts": contacts,
        "more_contacts": more_contacts,
        "tasks": tasks,
        "more_tasks": more_tasks,
        "promised": queries.promised(actor, today),
        "approvals": waiting_count(actor),
        "silent": silent,
        "more_silent": more_silent,
        "silent_query": saved_lists.silent(),
        "changes": queries.recent_changes(actor),
        "may_log": actor.may("activity", "create"),
        **numbers(actor, today),
    }
    return render_page(request, "workbench/home.html", context)


def numbers(actor: Actor, today: Any) -> dict[str, Any]:
    """The figures and the chart, for those who lead."""
    if not figures.leads(actor):
        return {"figures": [], "chart": None}
    sales, chart = figures.sales_chart(actor, today)
    return {"figures": figures.figures(actor, sales, today), "chart": chart}
