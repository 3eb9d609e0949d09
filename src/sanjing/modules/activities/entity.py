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
from sanjing.foundation.entities.transfers import LinkBy
from sanjing.modules.activities import panels, sending
from sanjing.modules.activities.actions.complete import complete
from sanjing.modules.activities.actions.postpone import postpone
from sanjing.modules.activities.actions.reopen import reopen
from sanjing.modules.activities.actions.sent import sent
from sanjing.modules.activities.file_columns import (
    ACTIVITY_COLUMNS,
    ACTIVITY_WORDS,
    TASK_COLUMNS,
    URGENCY,
)
from sanjing.modules.activities.models import Activity, Task


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
        "summary", "kind", "direction", "customer", "outcome", "happened_at", "next_date", "owner",
        sort="-happened_at", filters=("kind", "direction", "outcome", "owner", "happened_at"),
        views=(View(_("我的跟进"), "owner=me"), View(_("本周"), "happened_at__within=this_week"),
               View(_("拜访"), "kind=visit"), View(_("客户找来的"), "direction=inbound"),
               View(_("有问题要处理"), "outcome=trouble")),
    )  # fmt: skip
    detail = Detail(
        main=[Facts("summary", "outcome", "next_step", "next_date", "mood", "photo"), Timeline()],
        side=[Facts("customer", "contact", "kind", "direction", "happened_at", "owner", "place",
                    "latitude", "longitude"),
              CustomFields()],
    )  # fmt: skip
    form = Form(
        ["customer", "kind", "direction", "summary", "outcome", "next_date", "next_step"],
        ["contact", "happened_at", "owner", "mood", "place", "latitude", "longitude", "reference"],
    )
    transfer = Transfer(
        match_on=("reference",), exclude=("photo",), spare="summary", words=ACTIVITY_WORDS, aliases=ACTIVITY_COLUMNS,
        links={
            "customer": LinkBy(("reference", "name"), create=True),
            "contact": LinkBy(("reference", "name"), within="customer"),
        },
    )  # fmt: skip
    api = Api(exclude=("photo",))
    policy = HubPolicy(hub="customer")

    def suggest(self, actor: Actor) -> dict:
        return {"owner": actor.user_id, "direction": Activity.Direction.OUTBOUND}

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
        aliases=TASK_COLUMNS, words={"priority": URGENCY},
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
