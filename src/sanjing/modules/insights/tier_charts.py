"""What the page of tiers says and draws."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from sanjing.modules.insights.charts import GRID, Chart
from sanjing.modules.insights.tier_lists import of_tier
from sanjing.modules.insights.tiers import Flow, Part
from sanjing.modules.tiers.models import Tier


def percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole > 0 else 0.0


def title(parts: Sequence[Part]) -> str:
    """How much of the year's margin hangs on the highest tier that has anybody."""
    best = next((one for one in parts if one.customers), None)
    if best is None:
        return _("还没有客户进哪一级")
    told = {
        "name": best.tier.name, "n": f"{best.customers:,}",
        "share": f"{percent(best.customers, sum(one.customers for one in parts)):.1f}",
        "money": f"{percent(best.year_margin, sum(max(one.year_margin, 0) for one in parts)):.0f}",
    }  # fmt: skip
    return _("“%(name)s” %(n)s 位，占 %(share)s%%，带来近一年毛利的 %(money)s%%") % told


def chart(parts: Sequence[Part]) -> Chart:
    """The part of customers and of money in each tier, beside each other."""
    columns = (
        ("customers", _("占客户 %")),
        ("year_margin", _("占近一年毛利 %")),
        ("future", _("占未来毛利 %")),
    )
    series = []
    for name, label in columns:
        whole = sum(max(getattr(one, name), 0) for one in parts)
        data = [
            {"value": round(percent(getattr(one, name), whole), 1), "url": of_tier(one.tier)}
            for one in parts
        ]
        series += [{"type": "bar", "name": label, "data": data, "barMaxWidth": 40}] if whole else []
    return {
        "tooltip": {"trigger": "axis"}, "legend": {}, "grid": GRID,
        "xAxis": {"type": "category", "data": [one.tier.name for one in parts]},
        "yAxis": {"type": "value", "name": "%"}, "series": series,
    }  # fmt: skip


def moved_title(flows: Sequence[Flow], tiers: Sequence[Tier]) -> str:
    """How many rose, fell and came new."""
    if not flows:
        return _("这个月没有客户换级")
    places = {tier.pk: n for n, tier in enumerate(tiers)}

    def place(tier: Tier | None) -> int:
        return places[tier.pk] if tier else len(places)

    came = sum(one.customers for one in flows if one.was is None)
    up = sum(one.customers for one in flows if one.was and place(one.now) < place(one.was))
    down = sum(one.customers for one in flows if one.was and place(one.now) > place(one.was))
    told = {"up": f"{up:,}", "down": f"{down:,}", "came": f"{came:,}"}
    return _("%(up)s 位升级，%(down)s 位降级，%(came)s 位新进来") % told
