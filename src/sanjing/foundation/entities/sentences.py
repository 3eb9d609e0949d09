"""Criteria as people say them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext_lazy

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.models import Team
from sanjing.foundation.entities.criteria import Criterion, Group, Not, Test, resolve
from sanjing.foundation.entities.fields import Field
from sanjing.foundation.entities.kinds.base import several
from sanjing.foundation.phrases import listed

OPERATORS = {
    "is": pgettext_lazy("comparison", "是"),
    "is_not": _l("不是"),
    "in": _l("属于"),
    "contains": _l("包含"),
    "starts": _l("开头是"),
    "above": _l("大于"),
    "at_least": _l("不少于"),
    "below": _l("小于"),
    "at_most": _l("不超过"),
    "on": _l("在"),
    "before": _l("早于"),
    "after": _l("晚于"),
    "within": _l("在范围内"),
    "not_within": _l("不在范围内"),
    "has": _l("含标签"),
    "has_not": _l("不含标签"),
    "in_team": _l("属于团队"),
    "empty": _l("为空"),
    "filled": _l("已填"),
}

RANGES = {
    "today": _l("今天"),
    "yesterday": _l("昨天"),
    "tomorrow": _l("明天"),
    "this_week": _l("本周"),
    "this_month": _l("本月"),
    "this_quarter": _l("本季度"),
    "this_year": _l("今年"),
    "last_week": _l("上周"),
    "last_month": _l("上月"),
    "last_year": _l("去年"),
    "last_7_days": _l("最近 7 天"),
    "last_30_days": _l("最近 30 天"),
    "last_90_days": _l("最近 90 天"),
    "last_365_days": _l("最近一年"),
    "next_7_days": _l("今后 7 天"),
    "next_30_days": _l("今后 30 天"),
}


def describe(criterion: Criterion, fields: Mapping[str, Field], actor: Actor) -> str:
    match criterion:
        case Not(part):
            return _("不满足（%(part)s）") % {"part": describe(part, fields, actor)}
        case Group(join, parts):
            mark = _("，且") if join == "all" else _("，或")
            inner = [describe(part, fields, actor) for part in parts]
            return mark.join(
                _("（%(text)s）") % {"text": text}
                if isinstance(p, Group) and len(p.parts) > 1
                else text
                for text, p in zip(inner, parts, strict=True)
            )
        case Test(name, op, value):
            field = resolve(name, fields, actor)
            said = describe_value(replace(field, reader=actor), op, value)
            return f"{field.label} {OPERATORS[op]} {said}".rstrip()


def describe_value(field: Field, op: str, value: Any) -> str:
    if op in ("empty", "filled"):
        return ""
    if op in ("within", "not_within") and field.kind.name in ("date", "moment"):
        return describe_range(str(value))
    if op == "in_team" or field.kind.name == "team":
        return str(Team.objects.filter(pk=value).first() or value)
    if field.kind.name in ("user", "link"):
        return listed(
            field.kind.called(one, field) for one in (several(value) if op == "in" else [value])
        )
    if op == "in":
        return listed(field.option_labels.get(one, one) for one in several(value))
    if field.kind.name in ("tags",):
        return str(value)
    return field.kind.display(field.kind.parse(value, field), field)


def describe_range(name: str) -> str:
    if name in RANGES:
        return str(RANGES[name])
    first, _sep, rest = name.partition("_")
    days = "".join(filter(str.isdigit, rest))
    words = {"last": _("最近 %s 天"), "next": _("今后 %s 天"), "older": _("早于 %s 天前")}
    return words.get(first, "%s") % days
