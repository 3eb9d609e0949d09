"""The register of rules, one rule with its versions and cases, and who answers for it."""

from __future__ import annotations

import csv
from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sanjing.foundation.accounts.models import User
from sanjing.foundation.entities.errors import Forbidden
from sanjing.foundation.entities.exporting import BOM, safe
from sanjing.foundation.figures.queries import kept_on
from sanjing.foundation.pages import asked_day, redirect_page, render_page, tell
from sanjing.foundation.rulebook import actions, queries
from sanjing.foundation.rulebook.declaring import Period, find
from sanjing.foundation.rulebook.queries import Entry

USUAL = timedelta(90)


def words() -> dict[str, str]:
    return {
        "kept": _("做到"),
        "approved": _("经批准"),
        "broken": _("没做到"),
        "open": _("还没到期"),
    }


def period_of(request: HttpRequest) -> Period:
    end = asked_day(request, "end", timezone.localdate())
    return Period(min(asked_day(request, "since", end - USUAL), end), end)


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """`?since=` and `?end=` bound the cases, `?unowned=1` leaves those nobody answers for."""
    period = period_of(request)
    found = queries.register(request.actor, period, timezone.localdate())
    if not found:
        raise Forbidden(_("您的角色看不到公司的制度。"))
    if request.GET.get("as") == "csv":
        return table(found)
    unowned = [one for one in found if not one.owner]
    context = {
        "rows": unowned if request.GET.get("unowned") else found,
        "all": len(found),
        "kept_on": kept_on(timezone.localdate()),
        "unowned": len(unowned),
        "only_unowned": bool(request.GET.get("unowned")),
        "broken": sum(one.check.broken for one in found if one.check),
        "uncounted": sum(one.check is None for one in found),
        "period": period,
        "few": queries.FEW,
    }
    return render_page(request, "rulebook/register.html", context)


@require_safe
def rule(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """One rule; `?judged=` says which of its cases are listed."""
    period, found = period_of(request), entry_of(request, kind, key)
    judged = request.GET.get("judged", "")
    judged = judged if judged in words() else ""
    parts = found.check.parts if found.check else []
    listed = queries.cases(found.rule, request.actor, period, judged)
    people = User.objects.filter(is_active=True).order_by("name", "pk")
    context = {
        "found": found,
        "period": period,
        "judged": judged,
        "parts": [(name, words()[name], count) for name, count in parts],
        "cases": [(one, words()[one.judged]) for one in listed[: queries.SHOWN]],
        "more": len(listed) > queries.SHOWN,
        "shown": queries.SHOWN,
        "versions": found.versions[::-1],
        "people": list(people) if request.actor.is_administrator else [],
    }
    return render_page(request, "rulebook/rule.html", context)


@require_POST
def assign(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    found, asked = entry_of(request, kind, key), request.POST.get("person", "")
    person = get_object_or_404(User, pk=int(asked), is_active=True) if asked.isdecimal() else None
    actions.assign(found.rule, person, by=request.actor, at=timezone.now())
    told = {"rule": found.rule.name, "person": person.name if person else ""}
    tell(
        request,
        _("“%(rule)s”由%(person)s负责") % told if person else _("“%(rule)s”没有负责人了") % told,
    )
    return redirect_page(request, f"/rules/{kind}/{key}/")


def entry_of(request: HttpRequest, kind: str, key: str) -> Entry:
    """The rule at this address, if there is one that the person may read."""
    bylaw = find(kind)
    rows = (
        queries.entries(bylaw, request.actor, period_of(request), timezone.localdate())
        if bylaw
        else []
    )
    found = next((one for one in rows if one.rule.key == key), None)
    if found is None:
        raise Http404
    return found


def table(found: list[Entry]) -> HttpResponse:
    """One line a rule; what cannot be counted is left empty."""
    answer = HttpResponse(BOM, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="rules.csv"'
    writer = csv.writer(answer)
    head = [
        _("种类"),
        _("制度"),
        _("内容"),
        _("负责人"),
        _("生效"),
        _("版本"),
        _("最近修改"),
        _("适用"),
    ]
    writer.writerow([*head, *words().values(), _("执行率 %"), _("怎么算的")])
    for one in found:
        writer.writerow([safe(str(cell)) for cell in cells(one)])
    return answer


def cells(one: Entry) -> list[object]:
    check, latest = one.check, one.latest
    counted = [check.applied, *(count for _name, count in check.parts)] if check else [""] * 5
    percent = "" if check is None or check.percent is None else f"{check.percent:.1f}"
    return [
        one.rule.bylaw.name, one.rule.name, one.rule.says, one.owner.name if one.owner else "",
        _("生效中") if one.in_force else _("没有生效"), len(one.versions) or "",
        timezone.localdate(latest.at).isoformat() if latest else "",
        *counted, percent, one.rule.bylaw.how,
    ]  # fmt: skip
