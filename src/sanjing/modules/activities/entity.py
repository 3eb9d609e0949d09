"""How contacts made and tasks show."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.entity import (
    Api,
    Detail,
    Entity,
    Form,
    Listing,
    Search,
    Transfer,
    View,
)
from sanjing.foundation.entities.panels import CustomFields, Facts, Panel, Timeline
from sanjing.foundation.entities.policies import HubPolicy
from sanjing.foundation.entities.registry import extend, register
from sanjing.foundation.entities.transfers import LinkBy, Words
from sanjing.modules.activities import panels, sending
from sanjing.modules.activities.actions.complete import complete
from sanjing.modules.activities.actions.postpone import postpone
from sanjing.modules.activities.actions.reopen import reopen
from sanjing.modules.activities.actions.sent import sent
from sanjing.modules.activities.models import Activity, Task

WAYS = Words(
    same={
        "call": ("电话", "打电话", "电话沟通", "电话拜访", "电话跟进", "电联", "来电", "去电", "phone", "call"),
        "visit": ("上门", "上门拜访", "实地拜访", "现场拜访", "当面拜访", "面谈", "外访", "visit"),
        "wechat": ("微信沟通", "微信聊天", "企业微信", "企微", "wechat"),
        "email": ("邮箱", "电子邮件", "发邮件", "email", "mail"),
        "meeting": ("开会", "会谈", "视频会议", "腾讯会议", "线上会议", "meeting"),
    },
    near={"other": ("短信", "qq", "QQ", "来访", "到店", "展会", "传真", "sms")},
)  # fmt: skip
URGENCY = Words(
    same={
        "high": ("高", "紧急", "重要", "重要紧急", "high", "urgent"),
        "normal": ("中", "普通", "正常", "medium", "normal"),
        "low": ("低", "不紧急", "low"),
    }
)


@register
class ActivityEntity(Entity):
    model = Activity
    slug = "activities"
    prefix = "GJ"
    icon = "message-circle"
    several = pgettext_lazy("复数", "跟进")
    title = "summary"
    hub = "customer"
    order = 30
    listing = Listing(
        "summary", "kind", "customer", "outcome", "happened_at", "next_date", "owner",
        sort="-happened_at", filters=("kind", "outcome", "owner", "happened_at"),
        views=(View(_("我的跟进"), "owner=me"), View(_("本周"), "happened_at__within=this_week"),
               View(_("拜访"), "kind=visit"), View(_("有问题要处理"), "outcome=trouble")),
    )  # fmt: skip
    detail = Detail(
        main=[Facts("summary", "outcome", "next_step", "next_date", "mood", "photo"), Timeline()],
        side=[Facts("customer", "contact", "kind", "happened_at", "owner", "place", "latitude", "longitude"),
              CustomFields()],
    )  # fmt: skip
    form = Form(
        ["customer", "kind", "summary", "outcome", "next_date", "next_step"],
        ["contact", "happened_at", "owner", "mood", "place", "latitude", "longitude", "reference"],
    )
    transfer = Transfer(
        match_on=("reference",), exclude=("photo",), spare="summary", words={"kind": WAYS},
        aliases={
            "kind": ("跟进方式", "联系方式", "沟通方式", "跟进类型", "拜访方式", "类型",
                     "销售记录类型", "记录类型", "活动类型"),
            "summary": ("跟进内容", "跟进记录", "沟通内容", "拜访内容", "联系内容", "内容", "小记",
                        "跟进情况", "拜访纪要", "销售记录内容", "记录内容", "活动内容"),
            "happened_at": ("跟进时间", "跟进日期", "联系时间", "拜访时间", "拜访日期", "沟通时间", "发布时间",
                            "发送时间", "记录时间", "活动时间"),
            "outcome": ("跟进结果", "沟通结果", "拜访结果"),
            "next_step": ("下一步计划", "下步计划", "后续计划", "下次计划"),
            "next_date": ("下次跟进时间", "下次跟进日期", "下次联系时间", "下次联系日期", "下次拜访时间"),
            "owner": ("跟进人", "拜访人", "记录人", "发布人", "发送人"),
        },
        links={
            "customer": LinkBy(("reference", "name"), create=True),
            "contact": LinkBy(("reference", "name"), within="customer"),
        },
    )  # fmt: skip
    api = Api(exclude=("photo",))
    policy = HubPolicy(hub="customer")

    def suggest(self, actor: Actor) -> dict:
        return {"owner": actor.user_id}

    def title_of(self, record: Activity) -> str:
        return str(record)

    def derive(self, record: Activity, *, by: Actor, at: datetime) -> None:
        record.happened_at = record.happened_at or at
        record.owner_id = record.owner_id or by.user_id

    def check(self, record: Activity) -> dict[str, list[str]]:
        if record.contact_id and record.contact.customer_id != record.customer_id:
            return {"contact": [str(_("这位联系人不在这家客户"))]}
        return {}


@register
class TaskEntity(Entity):
    model = Task
    slug = "tasks"
    prefix = "DB"
    icon = "checkbox"
    several = pgettext_lazy("复数", "待办")
    title = "title"
    hub = "customer"
    order = 31
    listing = Listing(
        "title", "customer", "due_date", "priority", "owner", "done_at",
        sort="due_date", filters=("priority", "owner", "due_date"),
        views=(View(_("未完成"), "done_at__empty="), View(_("逾期"), "done_at__empty=&due_date__within=past"),
               View(_("已完成"), "done_at__filled="), View(_("要发的消息"), "done_at__empty=&message__filled=")),
    )  # fmt: skip
    detail = Detail(
        main=[Panel("activities/panels/message.html", sending.message), Timeline()],
        side=[
            Facts(
                "customer", "due_date", "way", "priority", "owner", "done_at", "activity", "note"
            ),
            CustomFields(),
        ],
    )
    form = Form(
        ["title", "customer", "due_date", "priority"],
        ["way", "owner", "message", "note", "reference"],
    )
    search = Search("title", subtitle="customer")
    transfer = Transfer(
        match_on=("reference",), spare="note",
        aliases={
            "title": ("任务", "任务主题", "任务名称", "待办", "待办事项", "事项", "标题", "主题",
                      "工作内容", "subject"),
            "due_date": ("截止日期", "截止时间", "完成期限", "计划完成日期", "到期时间", "due"),
            "priority": ("优先级", "优先度", "重要程度", "紧急程度", "priority"),
            "done_at": ("实际完成时间", "完成日期", "completed"),
        },
        words={"priority": URGENCY},
    )  # fmt: skip
    api = Api()
    policy = HubPolicy(hub="customer")
    verbs = [sent, complete, postpone, reopen]

    def suggest(self, actor: Actor) -> dict:
        return {"owner": actor.user_id}

    def derive(self, record: Task, *, by: Actor, at: datetime) -> None:
        record.owner_id = record.owner_id or by.user_id


extend(
    "customer",
    top=[Panel("activities/panels/quick_log.html", panels.quick_log)],
)
