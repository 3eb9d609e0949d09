"""Pages about many deals: what is to come, how often we win, and what was to be reached."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from sanjing.foundation.accounts.models import User
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.errors import Forbidden
from sanjing.foundation.figures.queries import kept_on
from sanjing.foundation.pages import asked_day, asked_month, render_page
from sanjing.modules.deals import (
    charts,
    covering,
    forecasting,
    lead_charts,
    moving_page,
    queries,
    reacting,
    targeting,
    winning,
)
from sanjing.modules.deals.models import Deal, Lead, Outcome


def tabs(current: str) -> list[tuple[str, str, bool]]:
    pages = (
        (pgettext("复数", "商机"), "/deals/"),
        (_("看板"), "/deals/board/"),
        (_("预测"), "/deals/forecast/"),
        (_("成交率"), "/deals/winning/"),
        (_("目标与覆盖"), "/deals/progress/"),
        (pgettext("复数", "线索"), "/deals/leads/"),
    )
    return [(label, url, url == current) for label, url in pages]


def refusal() -> str:
    return _("您的角色看不到商机的金额。")


def day_on(request: HttpRequest) -> date:
    """The day in the address, today unless it is one in the past."""
    today = timezone.localdate()
    return min(asked_day(request, "on", today), today)


@require_safe
def forecast(request: HttpRequest) -> HttpResponse:
    deals = forecasting.seen_deals(request.actor, refusal())
    now, day = timezone.now(), day_on(request)
    end = timezone.make_aware(datetime.combine(day + timedelta(1), time()))
    at = min(end, now)
    asked = moving_page.Asked.of(request, day)
    if request.GET.get("as") == "csv":
        return moving_page.as_file(asked, deals, by=request.actor, until=at)
    months = forecasting.by_month(deals, at=at, today=day)
    snapshots = forecasting.history(deals, at=at)
    linked = day == timezone.localdate()
    context = {
        "tabs": tabs("/deals/forecast/"),
        "day": day,
        "figures": charts.figures_of(months, linked=linked),
        "title": charts.forecast_title(months),
        "option": charts.forecast_chart(months, linked=linked),
        "rows": charts.rows_of(months, linked=linked),
        "categories": [Deal.Category(name).label for name in forecasting.COUNTED],
        "history_title": charts.history_title(snapshots),
        "history_option": charts.history_chart(snapshots),
        "snapshots": charts.snapshot_rows(snapshots),
        **moving_page.context(asked, deals, request.actor, until=at),
    }
    return render_page(request, "deals/forecast.html", context)


@require_safe
def win_rates(request: HttpRequest) -> HttpResponse:
    deals = forecasting.seen_deals(request.actor, refusal())
    period = request.GET.get("period", "365")
    period = period if period in winning.PERIODS else "365"
    by = request.GET.get("by", "owner")
    by = by if by in winning.DIMENSIONS else "owner"
    window = winning.Window.of(period, day_on(request))
    rate = winning.win_rate(deals, window)
    days, closed = winning.cycle(deals, window)
    stages = [one for one in queries.stages() if one.outcome == Outcome.OPEN]
    figures = winning.by_stage(deals, window, stages)
    context = {
        "tabs": tabs("/deals/winning/"),
        "window": window,
        "period": period,
        "by": by,
        "periods": periods(),
        "dimensions": dimensions(),
        "rate": rate,
        "urls": charts.closed_urls(window),
        "days": days,
        "closed": closed,
        "velocity": winning.velocity(deals, window, rate, days),
        "rates": labelled(winning.rates_by(deals, window, by), by),
        "stages": figures,
        "leak_title": charts.leak_title(winning.leak(figures)),
        "leak_option": charts.leak_chart(figures),
        "few": winning.FEW,
    }
    return render_page(request, "deals/winning.html", context)


def periods() -> list[tuple[str, str]]:
    return [("90", _("近 90 天")), ("365", _("近一年")), ("all", _("全部"))]


def dimensions() -> list[tuple[str, str]]:
    return [
        ("owner", _("按负责人")), ("product", _("按产品")), ("source", _("按来源")),
        ("reason", _("按原因")), ("competitor", _("按竞争对手")),
    ]  # fmt: skip


def labelled(rates: list[winning.Rate], by: str) -> list[tuple[str, winning.Rate]]:
    """Rates with the words people use for what they are of."""
    sources = registry.get("deal").columns["source"].option_labels
    shown = []
    for rate in rates[:60]:
        label = str(sources.get(rate.label, rate.label)) if by == "source" else rate.label
        shown.append((label or _("（未填）"), rate))
    return shown


@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    actor = request.actor
    deals = forecasting.seen_deals(actor, refusal())
    present = timezone.localdate().replace(day=1)
    month = asked_month(request, "month", present)
    by = request.GET.get("by", "")
    by = by if by in covering.PATHS else covering.PATHS[0]
    groups = covering.covered(actor, by, timezone.now())
    context: dict[str, Any] = {
        "tabs": tabs("/deals/progress/"),
        "kept_on": kept_on(timezone.localdate()),
        "month": month,
        "months": sorted({month, present,
                          *targeting.months_with_targets(actor)}, reverse=True),
        "rows": targeting.progress(actor, deals, month),
        "products": targeting.product_progress(actor, deals, month),
        "may_create": actor.may("target", "create"),
        "by": by,
        "paths": coverage_paths(),
        "groups": groups,
        "coverage_title": charts.coverage_title(groups) if groups else "",
        "coverage_option": charts.coverage_chart(groups),
    }  # fmt: skip
    return render_page(request, "deals/progress.html", context)


def coverage_paths() -> list[tuple[str, str]]:
    words = (_("按地区"), _("按行业"), _("按级别"), _("按来源"))
    return list(zip(covering.PATHS, words, strict=True))


@require_safe
def lead_figures(request: HttpRequest) -> HttpResponse:
    """How many leads came, what became of them, and how fast they were answered (S181)."""
    actor = request.actor
    if not actor.may("lead", "see"):
        raise Forbidden(_("您的角色看不到线索。"))
    period = request.GET.get("period", "90")
    period = period if period in winning.PERIODS else "90"
    window = winning.Window.of(period, day_on(request))
    leads = registry.get("lead").visible_to(actor).filter(window.within("created_at"))
    entity = registry.get("deal")
    sees = actor.may("deal", "see") and entity.may_read("outcome", actor)
    deals = entity.visible_to(actor) if sees else Deal.objects.none()
    whole, groups = reacting.whole(leads, deals), lead_groups(leads, deals, window)
    sources = groups.pop("source")
    context = {
        "tabs": tabs("/deals/leads/"),
        "period": period,
        "periods": periods(),
        "shows_wins": sees,
        "shows_amounts": sees and entity.may_read("amount", actor),
        "whole": whole,
        "all_leads": lead_charts.leads_url(window),
        "title": lead_charts.title(whole, sources),
        "option": lead_charts.chart(sources, window, shows_wins=sees),
        "sources": sources,
        "groups": [(_("市场活动"), groups["campaign"]), (_("负责人"), groups["owner"])],
        "few": winning.FEW,
    }
    return render_page(request, "deals/leads.html", context)


def lead_groups(
    leads: QuerySet[Lead], deals: QuerySet[Deal], window: winning.Window
) -> dict[str, list[lead_charts.Row]]:
    """Figures for each source, campaign and owner."""
    labels: dict[str, Any] = {
        "source": registry.get("lead").columns["source"].option_labels,
        "campaign": {},
        "owner": dict(User.objects.values_list("pk", "name")),
    }
    return {
        path: [
            lead_charts.Row(
                str(named.get(one.label, one.label or "")), one,
                lead_charts.leads_url(window, **{path: one.label}),
            )
            for one in reacting.by(leads, path, deals)
        ]
        for path, named in labels.items()
    }  # fmt: skip
