"""What the effect of a change of service comes to, in plain words."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sanjing.analytics.effect import Change, Span
from sanjing.foundation.charts import money
from sanjing.modules.insights.effects import Seen
from sanjing.modules.insights.models import ServiceChange

Line = tuple[str, Change, str, Span, Span]


def points(part: Fraction | None) -> str:
    """+12.3 %; a dash where nothing is known."""
    return "—" if part is None else f"{float(100 * part):+.1f}%"


def gap(part: Fraction) -> str:
    """The difference of two rates: +12.3 percentage points."""
    return pgettext("小数", "%(n)s 个百分点") % {"n": f"{float(100 * part):+.1f}"}


def told(change: ServiceChange, seen: Seen) -> dict[str, Any]:
    """`finding` in a sentence, the `caveat` under it, and `rows` of (label, change, rate, spans)."""
    return {
        "finding": finding(seen),
        "caveat": caveat(seen),
        "rows": rows(change, seen),
        "days": seen.windows.after.days,
    }


def finding(seen: Seen) -> str:
    effect = seen.effect
    if effect.own.few:
        return _("前后的订单太少，不算比率")
    shown = {"rate": points(effect.own.rate)}
    if effect.beyond_compared is not None:
        shown |= {"more": gap(effect.beyond_compared), "extra": money(effect.extra or 0)}
        return _("前后变化 %(rate)s，相对对照组 %(more)s，约合 %(extra)s") % shown
    if effect.beyond_season is not None:
        shown |= {"more": gap(effect.beyond_season)}
        return _("前后变化 %(rate)s，相对去年同期 %(more)s") % shown
    return _("前后变化 %(rate)s，去年同期的订单太少，看不出是不是季节") % shown


def caveat(seen: Seen) -> str:
    if seen.effect.compared is None:
        return _(
            "没有对照组：这里只是前后对比，同一时间发生的别的事也算在里面，不能证明是这项投入带来的。"
        )
    if seen.effect.beyond_compared is None:
        return _("对照组的订单太少，只能看前后对比，不能证明是这项投入带来的。")
    return _("减去了对照组同期的变化。两组原来的走势越像，这个差越可信；样本数写在旁边。")


def rows(change: ServiceChange, seen: Seen) -> list[Line]:
    """(label, figures, rate, days before, days after) of each group that is compared."""
    before, after = seen.windows.before, seen.windows.after
    effect = seen.effect
    lines = [
        line(_("这项投入涉及的"), effect.own, before, after),
        line(_("去年同期"), effect.year_before, before.year_before(), after.year_before()),
    ]
    if effect.compared:
        rest = change.against == change.Against.REST
        label = change.get_against_display() if rest else _("对照组")
        lines.append(line(label, effect.compared, before, after))
    return lines


def line(label: str, change: Change, before: Span, after: Span) -> Line:
    return label, change, points(change.rate), before, after
