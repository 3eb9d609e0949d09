"""What the page of renewals says and draws."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanjing.foundation.charts import money, scale_for
from sanjing.foundation.phrases import listed
from sanjing.modules.insights.charts import GRID, Chart
from sanjing.modules.insights.renewals import Month, Running
from sanjing.modules.scores.renewal_words import names
from sanjing.modules.scores.renewed import MODEL, Proved, Renewals


def title(found: Running) -> str:
    """What ends in the months ahead, and how much of it may not come again."""
    ahead = [one for one in found.months if one.contracts]
    if not ahead:
        return _("未来 12 个月没有合同到期")
    told = {
        "amount": money(sum(one.amount for one in ahead)),
        "stake": money(sum(one.stake for one in ahead)),
    }
    if found.stake is None:
        most = max(ahead, key=lambda one: one.amount)
        return _("未来 12 个月到期的合同 %(amount)s，最多的是 %(month)s") % (
            told | {"month": month(most)}
        )
    most = max(ahead, key=lambda one: one.stake)
    return _("未来 12 个月到期的合同 %(amount)s，按可能性会丢 %(stake)s，最多的是 %(month)s") % (
        told | {"month": month(most)}
    )


def month(one: Month) -> str:
    return f"{one.first:%Y-%m}"


def chart(found: Running) -> Chart:
    """A bar a month: what may not come again, and the rest of what ends in it."""
    scale, unit = scale_for(max((one.amount for one in found.months), default=0))

    def bars(name: str, amounts: list[int]) -> Chart:
        data = [
            {"value": round(amount / scale, 2), "url": one.url}
            for one, amount in zip(found.months, amounts, strict=True)
        ]
        return {"type": "bar", "stack": "all", "name": name, "data": data, "barMaxWidth": 36}

    stakes = [one.stake for one in found.months]
    rest = [one.amount - one.stake for one in found.months]
    series = [bars(_("可能失去"), stakes)] if found.stake is not None else []
    return {
        "tooltip": {"trigger": "axis"}, "legend": {}, "grid": GRID,
        "xAxis": {"type": "category", "data": [month(one) for one in found.months]},
        "yAxis": {"type": "value", "name": unit},
        "series": [*series, bars(_("其余到期的"), rest)],
    }  # fmt: skip


def proved_title(told: Renewals, found: Proved) -> str:
    """How well the chances told who from who, on contracts that the model had not seen."""
    if told.method != MODEL:
        return _("检验过：分不出哪份合同更危险，不比一律说平均更准")
    first, last = found.tenths[0], found.tenths[-1]
    shares = {"most": f"{100 * last[2]:.0f}", "least": f"{100 * first[2]:.0f}"}
    return (
        _("检验过：说最危险的十分之一，后来 %(most)s%% 没续；最稳的十分之一，%(least)s%% 没续")
        % shares
    )


def proved_note(told: Renewals, found: Proved) -> str:
    words = {
        "day": f"{told.cut:%Y-%m-%d}", "n": f"{found.contracts:,}", "lost": f"{found.lost:,}",
        "expected": f"{found.expected:.0f}", "auc": f"{100 * found.auc:.0f}", "error": f"{100 * found.auc_error:.0f}",
        "skill": f"{100 * found.skill:.0f}",
    }  # fmt: skip
    return (
        _(
            "用 %(day)s 时已经知道的合同学，拿之后的 %(n)s 份检验：说会丢 %(expected)s 份，丢了 %(lost)s 份。"
            "一份丢了的和一份续了的，100 次里 %(auc)s 次（±%(error)s）把丢了的排在前面，50 次是瞎猜；"
            "误差比一律说平均小 %(skill)s%%。"
        )
        % words
    )


def proved_rows(found: Proved) -> list[tuple[int, int, float, float]]:
    """(which tenth, contracts, per cent told, per cent not renewed), the safest first."""
    return [
        (n, size, 100 * told, 100 * came) for n, (size, told, came) in enumerate(found.tenths, 1)
    ]


def proved_chart(found: Proved) -> Chart:
    rows = proved_rows(found)
    return {
        "tooltip": {"trigger": "axis"}, "legend": {}, "grid": GRID,
        "xAxis": {"type": "category", "data": [str(n) for n, *_rest in rows]},
        "yAxis": {"type": "value", "min": 0, "axisLabel": {"formatter": "{value}%"}},
        "series": [
            {"type": "bar", "name": _("说的"), "data": [round(told, 1) for _n, _size, told, _came in rows]},
            {"type": "bar", "name": _("后来没续的"), "data": [round(came, 1) for *_rest, came in rows]},
        ],
    }  # fmt: skip


def why_none(told: Renewals) -> str:
    """Why no contract has a chance of its own, or what the one chance of all of them is."""
    words = {
        "n": f"{told.ended:,}",
        "lost": f"{told.lost:,}",
        "kept": f"{told.ended - told.lost:,}",
    }
    if told.missing:
        seen = ngettext(
            "看得出结果的合同 %(n)s 份：续了 %(kept)s 份，没续 %(lost)s 份。",
            "看得出结果的合同 %(n)s 份：续了 %(kept)s 份，没续 %(lost)s 份。", told.ended,
        ) % words  # fmt: skip
        need = _("两样各要 %(needed)s 份，才说得出哪份可能不续。") % {"needed": told.missing[1]}
        return seen + need
    if told.untried:
        return _("到期的合同还不够拿来检验，先按平均说：%(n)s 份里 %(lost)s 份没续。") % words
    if told.method != MODEL:
        return _("从客户的表现看不出哪份更危险，都按平均说：%(n)s 份里 %(lost)s 份没续。") % words
    return ""


def left_out(told: Renewals) -> list[str]:
    """What was not counted, in words."""
    said = []
    if told.stopped:
        said.append(
            ngettext(
                "%(n)s 份早早终止的没有算进来。", "%(n)s 份早早终止的没有算进来。", told.stopped
            ) % {"n": f"{told.stopped:,}"}
        )  # fmt: skip
    if told.doubted:
        called = names()
        what = listed(called[one] for one in told.doubted)
        said.append(_("“%(what)s”看着像事后才填的，没有用。") % {"what": what})
    return said
