"""What the page of the three realms says and draws."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from sanjing.modules.insights.charts import GRID, Chart
from sanjing.modules.insights.ladder import LEVELS, Flow
from sanjing.modules.scores.grouping import Sums
from sanjing.modules.scores.models import Realm
from sanjing.modules.scores.mouth import Came

HUNDRED = 100
UNKNOWN = (Realm.AGAIN, Realm.ONCE)


@dataclass(frozen=True, slots=True)
class Row:
    """A step: who stands on it is listed at `url`, and is so many per cent of all who bought in the year."""

    label: str
    url: str
    sums: Sums
    share: float


def label(realm: str) -> str:
    return str(Realm(realm).label) if realm else _("一年没买")


def rows(found: Mapping[str, Sums]) -> list[Row]:
    """The steps that anybody stands on, the highest first."""
    whole = base(found)
    return [
        Row(label(realm), f"/customers/?realm={realm}&sort=-year_sales", found[realm],
            HUNDRED * found[realm].customers / whole)
        for realm in Realm.values if realm in found
    ]  # fmt: skip


def base(found: Mapping[str, Sums]) -> int:
    """How many bought in the last year."""
    return sum(sums.customers for realm, sums in found.items() if realm)


def title(found: Mapping[str, Sums]) -> str:
    """How many of them bought again, and of how many it is known whether they are satisfied."""
    whole = base(found)
    again = sum(
        sums.customers for realm, sums in found.items() if LEVELS[realm] >= LEVELS[Realm.AGAIN]
    )
    known = whole - sum(found[realm].customers for realm in UNKNOWN if realm in found)
    told: dict[str, Any] = {"n": f"{whole:,}", "again": f"{HUNDRED * again / whole:.0f}"}
    if not known:
        return _("近一年买过的 %(n)s 位里，%(again)s%% 买过不止一次；满意不满意，还没问过") % told
    told["known"] = f"{HUNDRED * known / whole:.0f}"
    return _("近一年买过的 %(n)s 位里，%(again)s%% 买过不止一次；%(known)s%% 问过满意不满意") % told


def chart(found: list[Row]) -> Chart:
    shown = found[::-1]
    data = [{"value": round(row.share, 1), "url": row.url} for row in shown]
    return {
        "tooltip": {"trigger": "axis"}, "grid": {**GRID, "right": 48},
        "xAxis": {"type": "value", "name": "%", "max": HUNDRED},
        "yAxis": {"type": "category", "data": [row.label for row in shown]},
        "series": [{"type": "bar", "name": _("占近一年买过的客户 %"), "data": data, "barMaxWidth": 28,
                    "label": {"show": True, "position": "right"}}],
    }  # fmt: skip


def moved_title(flows: Iterable[Flow]) -> str:
    flows = list(flows)
    if not flows:
        return _("没有客户上下台阶")
    up = sum(one.customers for one in flows if one.rises)
    down = sum(one.customers for one in flows if not one.rises)
    return _("%(up)s 位上了台阶，%(down)s 位下了台阶") % {"up": f"{up:,}", "down": f"{down:,}"}


def came_title(found: Came) -> str:
    """What part of the new ones others brought, of those of whom it is known how they came."""
    if not found.known:
        return _("新客户是怎么来的没有记下来，看不出口碑带来多少")
    told = {"known": f"{found.known:,}", "n": f"{found.referred:,}",
            "part": f"{HUNDRED * found.referred / found.known:.0f}"}  # fmt: skip
    return _("知道来历的 %(known)s 位新客户里，%(n)s 位（%(part)s%%）是转介绍来的") % told
