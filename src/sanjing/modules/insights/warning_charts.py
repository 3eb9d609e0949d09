"""What the page of early warning says and draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.charts import money, scale_for
from sanjing.foundation.labels import Label
from sanjing.modules.insights.charts import GRID, Chart
from sanjing.modules.scores.warnings import Signal, Told

EXPLAINED: Mapping[str, Label] = {
    Signal.REPLIES: _l(
        "报价发出到客户答复，我们发的消息、没打通的电话到客户来找我们，各等了几天：近半年比以前平均慢，就列在这里；报价和消息"
        "分开比，慢得多的算。没等到又联系，还从第一次算起；是我们自己找到客户说上话的，不算答复。以前答复不到两次的，不知道"
        "平常要几天；跟进没写联系方向的不算。"
    )
}
"""How a signal is reckoned, where its name does not say it."""


@dataclass(frozen=True, slots=True)
class Row:
    """A signal: who carries it is listed at `url`."""

    label: str
    url: str
    told: Told


def rows(found: Mapping[str, Told]) -> list[Row]:
    """Every signal that is heard, most money first."""
    heard = [
        Row(str(Signal(name).label), f"?signal={name}", told)
        for name, told in found.items()
        if told.customers
    ]
    return sorted(heard, key=lambda row: -row.told.money)


def title(found: list[Row]) -> str:
    if not found:
        return _("没有悄悄变了的客户")
    worst = found[0]
    told = {"what": worst.label, "n": f"{worst.told.customers:,}", "money": money(worst.told.money)}
    return _("牵涉的钱最多的是“%(what)s”：%(n)s 位，%(money)s 毛利") % told


def chart(found: list[Row]) -> Chart:
    scale, unit = scale_for(max((row.told.money for row in found), default=0))
    shown = found[::-1]
    data = [{"value": round(row.told.money / scale, 2), "url": row.url} for row in shown]
    return {
        "tooltip": {"trigger": "axis"}, "grid": {**GRID, "right": 48},
        "xAxis": {"type": "value", "name": unit},
        "yAxis": {"type": "category", "data": [row.label for row in shown]},
        "series": [{"type": "bar", "name": _("牵涉的毛利"), "data": data, "barMaxWidth": 28}],
    }  # fmt: skip
