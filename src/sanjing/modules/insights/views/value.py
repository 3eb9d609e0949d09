"""价值地图: how unevenly customers bring money, now against later, and whom to develop and to keep."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.assumptions.declaring import find
from sanjing.foundation.assumptions.queries import borrowed, value
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.errors import Forbidden
from sanjing.foundation.pages import render_page
from sanjing.modules.insights import value_charts, worth, worth_charts
from sanjing.modules.insights.views.tabs import tabs
from sanjing.modules.insights.worth import Worth
from sanjing.modules.scores import grouping
from sanjing.modules.scores.queries import may_read, may_run
from sanjing.modules.scores.unevenness import FEW, FIFTH
from sanjing.modules.scores.words import unknowns

ADDRESS = "/insights/value/"


def refuse_others(actor: Actor) -> None:
    if not may_read(actor):
        raise Forbidden(_("您的角色看不到客户的评分。"))


@require_safe
def value_map(request: HttpRequest) -> HttpResponse:
    actor = request.actor
    refuse_others(actor)
    context: dict[str, Any] = {"tabs": tabs(actor, ADDRESS), "may_run": may_run(actor)}
    found = worth.of(actor)
    if found and found.now:
        today = timezone.localdate()
        context |= {
            "run": found.run,
            "classes": worth_charts.lines(found, "rfm"),
            "few": grouping.whole(found.now).customers < FEW,
            "basis": [value(key, today, reader=actor) for key in ("margin", "discount")],
            "missing": unknowns(found.run) if may_run(actor) else [],
        }
        context |= curve(found) | corners(found) | leaning(found)
    return render_page(request, "insights/value.html", context)


def curve(found: Worth) -> dict[str, Any]:
    uneven = found.uneven
    if uneven is None:
        return {}
    common = borrowed(find("largest_fifth"))
    return {
        "uneven": uneven,
        "common": common,
        "fifth": 100 * uneven.brought_by(FIFTH),
        "curve_title": value_charts.curve_title(uneven),
        "curve_option": value_charts.curve_chart(uneven, float(common.number)),
        "curve_rows": value_charts.curve_rows(uneven),
    }


def leaning(found: Worth) -> dict[str, Any]:
    """What hangs on the largest; told of the whole company only."""
    kept = found.facts.get("concentration")
    if not kept:
        return {}
    large = [(key, total, 100 * share, owed) for key, total, share, owed in kept["large"]]
    scores = {one.pk: one for one in found.scores([row[0] for row in large])}
    return {
        "leaning": kept,
        "tops": [(n, 100 * share) for n, share in kept["tops"]],
        "large": [(scores[key].customer, *row) for key, *row in large if key in scores],
        "knows_debts": registry.get("customer").may_read("receivable", found.actor),
    }


def corners(found: Worth) -> dict[str, Any]:
    valued = found.valued
    if valued is None:
        return {}
    cells = value_charts.cells(valued)
    return {
        "valued": valued,
        "cells": cells,
        "map_title": value_charts.map_title(cells),
        "map_option": value_charts.map_chart(found.scores(valued.largest), valued),
        "lists": [
            (_("重点培养"), _("近一年毛利低于平均，预计以后高于平均，购买节奏正常。"),
             value_charts.develop_url(valued), found.scores(valued.develop)),
            (_("继续保持"), _("近一年毛利和预计以后的都不低于平均。"), cells[0].url, found.scores(valued.keep)),
        ],
    }  # fmt: skip
