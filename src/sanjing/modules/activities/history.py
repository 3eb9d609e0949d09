"""How contacts and tasks read on a timeline."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.events.models import Event
from sanjing.foundation.events.timeline import describes, reads
from sanjing.foundation.phrases import month_word
from sanjing.modules.activities.models import Activity

ICONS = {
    Activity.Kind.CALL: "phone", Activity.Kind.VISIT: "map-pin", Activity.Kind.WECHAT: "brand-wechat",
    Activity.Kind.EMAIL: "mail", Activity.Kind.MEETING: "users", Activity.Kind.OTHER: "message-circle",
}  # fmt: skip


@describes("activity.created")
def logged(event: Event, reader: Actor) -> dict[str, Any]:
    values = event.data.get("values", {})
    known = registry.get("activity").fields_for(reader)
    told = {
        name: value for name, value in values.items() if name in known and not known[name].masked
    }
    kind = told.get("kind", Activity.Kind.OTHER)
    words = came if told.get("direction") == Activity.Direction.INBOUND else sentence
    text = words(kind, _text(told.get("contact")))
    outcome = dict(Activity.Outcome.choices).get(told.get("outcome", ""), "")
    return {
        "text": f"{text} · {outcome}" if outcome else text,
        "icon": ICONS.get(kind, "message-circle"),
        "note": "\n".join(filter(None, [told.get("summary", ""), plan(told)])),
    }


def sentence(kind: str, who: str) -> str:
    """打了电话给王经理, 拜访了客户 …"""
    words: dict[str, tuple[str, str]] = {
        Activity.Kind.CALL: (_("和%(who)s通了电话"), _("打了电话")),
        Activity.Kind.VISIT: (_("拜访了%(who)s"), _("上门拜访")),
        Activity.Kind.WECHAT: (_("在微信上联系了%(who)s"), _("微信联系")),
        Activity.Kind.EMAIL: (_("给%(who)s发了邮件"), _("发了邮件")),
        Activity.Kind.MEETING: (_("和%(who)s开了会"), _("开了会")),
    }
    with_name, without = words.get(kind, (_("联系了%(who)s"), _("联系了客户")))
    return with_name % {"who": who} if who else without


def came(kind: str, who: str) -> str:
    """接到王经理的电话, 接待了客户来访 …: the customer began."""
    words: dict[str, tuple[str, str]] = {
        Activity.Kind.CALL: (_("接到%(who)s的电话"), _("接到客户的电话")),
        Activity.Kind.VISIT: (_("接待了%(who)s来访"), _("接待了客户来访")),
        Activity.Kind.WECHAT: (_("收到%(who)s的微信"), _("收到客户的微信")),
        Activity.Kind.EMAIL: (_("收到%(who)s的邮件"), _("收到客户的邮件")),
        Activity.Kind.MEETING: (_("应%(who)s之约开了会"), _("应客户之约开了会")),
    }
    with_name, without = words.get(kind, (_("接待了%(who)s"), _("接待了客户")))
    return with_name % {"who": who} if who else without


def plan(values: dict[str, Any]) -> str:
    """下一步：送样品（11月25日）"""
    step, day = values.get("next_step", ""), values.get("next_date")
    if not (step or day):
        return ""
    when = (
        _("%(month)s月%(day)s日")
        % {"month": month_word((d := date.fromisoformat(day)).month), "day": d.day}
        if day
        else ""
    )
    if step and when:
        return _("下一步：%(step)s（%(when)s）") % {"step": step, "when": when}
    return _("下一步：%(what)s") % {"what": step or _("%(when)s再联系") % {"when": when}}


def _text(link: Any) -> str:
    return link.get("text", "") if isinstance(link, dict) else ""


@describes("task.created")
def planned(event: Event, _reader: Actor) -> dict[str, Any] | None:
    values = event.data.get("values", {})
    if values.get("activity"):
        return None
    day = values.get("due_date", "")
    words = _("安排了“%(title)s”，%(day)s 到期") if day else _("安排了“%(title)s”")
    return {"text": words % {"title": event.title, "day": day}, "icon": "checkbox"}


reads("task.completed", _l("完成了“%(title)s”"), "circle-check")
reads("task.reopened", _l("重新打开“%(title)s”"), "rotate-clockwise")
reads("task.postponed", _l("把“%(title)s”推迟到 %(to)s"), "calendar-plus", note="reason")
