"""Scores in words: a score that people act on always opens into its reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from sanjing.foundation.charts import money
from sanjing.foundation.phrases import listed, running
from sanjing.modules.scores.models import CustomerScore, Realm, Rhythm, ScoreRun
from sanjing.modules.scores.warnings import Heard, Signal, read

SHORT = 5
"""So many percent or more to either side make an interval worth telling."""


def reasons(score: CustomerScore, today: date) -> list[tuple[str, str]]:
    """(what is judged, why) of everything that is said of a customer."""
    return [
        *warnings(score), *rhythm(score, today), *future(score), *risk(score), *rfm(score), *quadrant(score),
        *realm(score),
    ]  # fmt: skip


def rhythm(score: CustomerScore, today: date) -> Iterator[tuple[str, str]]:
    silent = (today - score.last_on).days
    label = _("购买节奏")
    if not score.rhythm or score.rhythm == Rhythm.TOO_FEW:
        told = ngettext(
            "只在 %(n)s 天里买过，看不出节奏。",
            "只在 %(n)s 天里买过，看不出节奏。",
            score.purchases,
        )
        yield label, told % {"n": score.purchases}
        return
    usual = {"usual": score.usual_days, "silent": silent, "part": score.pause}
    told = _("平常每 %(usual)s 天买一次，现在 %(silent)s 天没买。") % usual
    if score.rhythm != Rhythm.IN_RHYTHM:
        told = running([told, _("这么长的间隔只有 %(part)s%% 的时候会再来。") % usual])
    yield label, told


def warnings(score: CustomerScore) -> Iterator[tuple[str, str]]:
    """What changed silently, the loudest first."""
    told = running(sentence(one) for one in read(score.signals))
    if told:
        yield _("预警"), told


def sentence(one: Heard) -> str:
    figures: dict[str, Any] = {"was": one.was, "now": one.now}
    if one.signal in (Signal.VOLUME, Signal.OVERDUE):
        figures = {"was": money(one.was), "now": money(one.now)}
    sentences = {
        Signal.VOLUME: _("近 90 天买了 %(now)s，平常 %(was)s。"),
        Signal.RHYTHM: _("平常每 %(was)s 天买一次，这次久了。"),
        Signal.CONTACTS: _("近 90 天联系 %(now)s 次，平常 %(was)s 次。"),
        Signal.PROMISES: _("近半年到期的承诺 %(was)s 个，%(now)s 个没兑现。"),
        Signal.OVERDUE: _("逾期的从 %(was)s 变成 %(now)s。"),
        Signal.COMPLAINTS: _("近半年有 %(now)s 次不愉快或要处理的事。"),
        Signal.CONTACT_LEFT: _("近半年联系人从 %(was)s 位变成 %(now)s 位。"),
        Signal.REPLIES: _("答复我们平常 %(was)s 天，近半年 %(now)s 天。"),
    }
    return sentences[one.signal] % figures


def future(score: CustomerScore) -> Iterator[tuple[str, str]]:
    if score.future is None:
        return
    told = _("预计一年再买 %(times)s 次，三年的毛利折成今天的钱 %(money)s") % {
        "times": score.coming, "money": money(score.future),
    }  # fmt: skip
    low, high = score.future_low or 0, score.future_high or 0
    if (high - low) * 100 > 2 * SHORT * max(score.future, 1):
        told += _("（%(low)s 到 %(high)s）") % {"low": money(low), "high": money(high)}
    yield _("未来价值"), told + _("。单个客户会比预计的多得多或少得多。")


def risk(score: CustomerScore) -> Iterator[tuple[str, str]]:
    label = _("流失风险")
    if score.risk is None or score.stake is None:
        if score.purchases == 1:
            yield label, _("只买过一次，从购买看不出是否已经离开。")
        return
    words = {"risk": score.risk, "year": money(score.best_year), "stake": money(score.stake)}
    yield (
        label,
        _("%(risk)s%% 的可能已经离开；最近活跃的一年买了 %(year)s，可能失去毛利 %(stake)s。")
        % words,
    )


def rfm(score: CustomerScore) -> Iterator[tuple[str, str]]:
    if score.rfm:
        words = {"r": score.r, "f": score.f, "m": score.m}
        yield (
            score.get_rfm_display(),
            _("最近 %(r)s 分、次数 %(f)s 分、金额 %(m)s 分（1 到 5，和全体客户比，4、5 分算高）。")
            % words,
        )


def quadrant(score: CustomerScore) -> Iterator[tuple[str, str]]:
    if not score.quadrant:
        return
    parts = [
        (_("交往时间"), score.tenure), (_("近四季都买"), score.regularity),
        (_("按时付款"), score.payment), (_("份额"), score.share),
    ]  # fmt: skip
    told = listed(f"{name} {value}%" for name, value in parts if value is not None)
    words = {"sales": money(score.year_sales), "loyalty": score.loyalty, "parts": told}
    yield (
        score.get_quadrant_display(),
        _("近一年买了 %(sales)s，忠诚度 %(loyalty)s%%：%(parts)s。") % words,
    )


def realm(score: CustomerScore) -> Iterator[tuple[str, str]]:
    if not score.realm:
        return
    told = ngettext("一共在 %(n)s 天里买过。", "一共在 %(n)s 天里买过。", score.purchases)
    told %= {"n": score.purchases}
    if score.realm in (Realm.AGAIN, Realm.ONCE):
        told = running([told, _("满意不满意要问了才知道，还没问过。")])
    yield score.get_realm_display(), told


MISSING = {
    "rfm": _l("RFM 类别"),
    "rhythm": _l("购买节奏"),
    "future": _l("未来价值"),
    "quadrant": _l("象限"),
}
MODELS = {
    "naive": _l("照旧：每人照过去的速度买"), "bg_nbd": "BG/NBD", "pareto_nbd": "Pareto/NBD", "nbd": "NBD",
}  # fmt: skip


def unknowns(run: ScoreRun) -> list[tuple[Any, str]]:
    """(what, why) of the scores that a run could not tell of anybody."""
    return [(MISSING[name], why_missing(why)) for name, why in run.missing.items()]


def why_missing(why: Mapping[str, Any]) -> str:
    """Why something could not be told, from what a run keeps of it."""
    sentences = {
        "few_customers": _("买过的客户只有 %(found)s 位，至少要 %(needed)s 位。"),
        "few_before": _(
            "留出最近一段来检验，那以前就买过的客户只有 %(found)s 位，至少要 %(needed)s 位。"
        ),
        "few_gaps": _(
            "在四天或更多天里买过的客户，两次购买之间一共 %(found)s 个间隔，至少要 %(needed)s 个。"
        ),
        "no_value": _("全部客户的金额加起来不大于零。"),
        "no_model": _("没有一个模型比“照旧”估得准，所以不用模型。"),
    }
    return sentences[why["code"]] % {"found": why.get("found"), "needed": why.get("needed")}


def models_of(run: ScoreRun) -> list[dict[str, Any]]:
    """How each model did on the purchases that were held back: name, expected, bought, off, whether it was used."""
    tried = run.facts.get("trial", {}).get("models", {})
    rows = [
        {"name": MODELS[name], "used": name == run.facts.get("model"), "naive": name == "naive", **one,
         "bias": 100 * (one["expected"] / one["bought"] - 1) if one["bought"] else None}
        for name, one in tried.items()
    ]  # fmt: skip
    return sorted(rows, key=lambda row: row["square"])
