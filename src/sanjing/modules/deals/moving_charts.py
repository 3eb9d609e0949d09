"""What the page says and draws of why the forecast moved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from sanjing.foundation.charts import money, scale_for
from sanjing.kernel.money import format_money
from sanjing.modules.deals.charts import Chart
from sanjing.modules.deals.moving import Cause, Lens, Movement, Part

GRID = {"left": 8, "right": 96, "top": 8, "bottom": 8, "containLabel": True}
RISES, FALLS = "#2fb344", "#d63939"


def title(found: Movement, lens: Lens) -> str:
    """By how much it moved, and the cause that did most of it."""
    by = found.end - found.start
    told = {"which": which(lens), "by": money(abs(by)), "now": money(found.end)}
    if not found.parts:
        return _("%(which)s %(now)s，这段时间没有变") % told
    told |= main(found.parts, by)
    if not by:
        return _("%(which)s %(now)s，有加有减，正好没变；最大的是%(cause)s %(sum)s") % told
    if by > 0:
        return _("%(which)s多了 %(by)s，最主要是%(cause)s %(sum)s") % told
    return _("%(which)s少了 %(by)s，最主要是%(cause)s %(sum)s") % told


def main(parts: list[Part], by: int) -> dict[str, str]:
    """The largest part in the direction of the whole."""
    largest = max(parts, key=lambda one: one.amount * by if by else abs(one.amount))
    return {"cause": str(largest.cause.label), "sum": money(abs(largest.amount))}


def which(lens: Lens) -> str:
    told = {"month": f"{lens.month:%Y-%m}" if lens.month else ""}
    if lens.month is None:
        return _("全部加权预测") if lens.is_weighted else _("全部预测金额")
    return (_("%(month)s 的加权预测") if lens.is_weighted else _("%(month)s 的预测金额")) % told


def signed(amount: int) -> str:
    return f"+{money(amount)}" if amount > 0 else money(amount)


def chart(found: Movement, ends: tuple[str, str], urls: Mapping[Cause, str]) -> Chart:
    """A waterfall lying on its side: what it was, every cause from where the last one ended, what it is."""
    bars = [(ends[0], 0, found.start, "", "")]
    standing = found.start
    for part in found.parts:
        low, standing = min(standing, standing + part.amount), standing + part.amount
        colour = RISES if part.amount > 0 else FALLS
        bars.append((str(part.cause.label), low, part.amount, colour, urls[part.cause]))
    bars.append((ends[1], 0, found.end, "", ""))
    scale, unit = scale_for(max(low + abs(amount) for _label, low, amount, *_rest in bars))
    return {
        "tooltip": {}, "grid": GRID,
        "xAxis": {"type": "value", "name": unit},
        "yAxis": {"type": "category", "inverse": True, "data": [label for label, *_rest in bars]},
        "series": [
            {"type": "bar", "stack": "all", "silent": True, "itemStyle": {"color": "transparent"},
             "tooltip": {"show": False}, "data": [round(low / scale, 2) for _label, low, *_rest in bars]},
            {"type": "bar", "stack": "all", "barMaxWidth": 22, "tooltip": {"show": False},
             "data": [drawn(amount, scale, colour, url) for _label, _low, amount, colour, url in bars]},
        ],
    }  # fmt: skip


def drawn(amount: int, scale: int, colour: str, url: str) -> dict[str, Any]:
    label = {
        "show": True,
        "position": "right",
        "formatter": signed(amount) if colour else money(amount),
    }
    style = {"itemStyle": {"color": colour}} if colour else {}
    return {"value": round(abs(amount) / scale, 2), "url": url, "label": label} | style


def rows(found: Movement, urls: Mapping[Cause, str]) -> list[dict[str, Any]]:
    """The table behind, without its ends."""
    return [
        {
            "label": one.cause.label, "url": urls[one.cause], "count": one.deals,
            "amount": f"+{format_money(one.amount)}" if one.amount > 0 else format_money(one.amount),
        }
        for one in found.parts
    ]  # fmt: skip
