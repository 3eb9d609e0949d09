"""A promise seen in what somebody is typing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.errors import Invalid
from sanjing.foundation.pages import render_page
from sanjing.modules.activities.models import Activity
from sanjing.modules.promises.actions.catch import catch, found_in
from sanjing.modules.promises.models import Kind
from sanjing.modules.promises.phrases import promises_in

TICKED = "promise"


@require_safe
def advice(request: HttpRequest) -> HttpResponse:
    """The promises in `?summary=` as of `?happened_at=`, each to be accepted with one tap."""
    summary, day = request.GET.get("summary", ""), day_of(request.GET.get("happened_at", ""))
    found = promises_in(summary, day) if may_promise(request.actor) else []
    ticked = request.GET.getlist(TICKED)
    rows = [(one, Kind(one.kind).label, one.what in ticked) for one in found]
    return render_page(request, "promises/advice.html", {"rows": rows})


def day_of(typed: str) -> date:
    """The day of a contact as its form holds it: today until another moment is typed."""
    field = registry.get("activity").fields["happened_at"]
    try:
        happened = field.kind.parse(typed, field)
    except ValueError:
        happened = None
    return timezone.localdate(happened)


def may_promise(actor: Actor) -> bool:
    return actor.may("promise", "create")


def save_ticked(
    activity: Activity, ticked: Mapping[str, list[str]], *, by: Actor, at: datetime
) -> None:
    """Note the promises that were ticked beside a follow-up. Raises Invalid, spoken to the summary."""
    wanted = ticked.get(TICKED, [])
    for one in found_in(activity) if wanted else []:
        if one.what not in wanted:
            continue
        try:
            catch(
                activity,
                what=one.what,
                kind=one.kind,
                due_on=one.due,
                terms=one.terms,
                by=by,
                at=at,
            )
        except Invalid as error:
            raise Invalid({"summary": [error.message]}) from error
