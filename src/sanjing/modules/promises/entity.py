"""How promises and floors show."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext_lazy

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.approvals.offering import Purpose, offer
from sanjing.foundation.entities.attached import Files
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
from sanjing.modules.promises import panels
from sanjing.modules.promises.actions import bind
from sanjing.modules.promises.actions.apologise import apologise
from sanjing.modules.promises.actions.break_promise import break_promise
from sanjing.modules.promises.actions.catch import catch
from sanjing.modules.promises.actions.keep import keep
from sanjing.modules.promises.actions.postpone import postpone
from sanjing.modules.promises.actions.review import review
from sanjing.modules.promises.actions.withdraw import withdraw
from sanjing.modules.promises.models import OWED, Promise, PromiseFloor


@register
class PromiseFloorEntity(Entity):
    model = PromiseFloor
    slug = "promise-floors"
    prefix = "DX"
    icon = "shield-check"
    several = pgettext_lazy("复数", "承诺底线")
    order = 34
    in_navigation = False
    listing = Listing(
        "name", "kind", "least", "most", "product", "category", "region", "grade", "valid_until",
        sort="kind", filters=("kind", "product", "grade"),
    )  # fmt: skip
    detail = Detail(
        main=[Timeline()],
        side=[Facts("kind", "least", "most", "product", "category", "region", "role", "grade",
                    "valid_from", "valid_until", "note"), CustomFields()],
    )  # fmt: skip
    form = Form(
        ["name", "kind", "least", "most"],
        ["product", "category", "region", "role", "grade", "valid_from", "valid_until", "note",
         "reference"],
    )  # fmt: skip
    search = Search("name", "category")
    transfer = Transfer(match_on=("reference", "name"))
    api = Api()

    def check(self, record: PromiseFloor) -> dict[str, list[str]]:
        if record.least is None and record.most is None:
            return {"most": [_("请至少写一头：不能少于多少，或不能超过多少")]}
        if record.least is not None and record.most is not None and record.least > record.most:
            return {"most": [_("不能比“不能少于”还小")]}
        if record.valid_from and record.valid_until and record.valid_until < record.valid_from:
            return {"valid_until": [_("失效不能早于生效")]}
        return misplaced(record)


@register
class PromiseEntity(Entity):
    model = Promise
    slug = "promises"
    prefix = "CN"
    icon = "heart-handshake"
    several = pgettext_lazy("复数", "承诺")
    title = "what"
    hub = "customer"
    order = 33
    listing = Listing(
        "what", "customer", "kind", "due_on", "state", "owner", "value",
        sort="-due_on", filters=("state", "kind", "product", "owner", "due_on"),
        views=(View(_l("我答应的"), "owner=me&state__in=open,late,waiting"),
               View(_l("已过期"), "state=late"),
               View(_l("7 天内到期"), "state=open&due_on__within=next_7_days"),
               View(_l("等待审批"), "state=waiting"),
               View(_l("失约还没补救"), "state=broken&remedy__empty=")),
    )  # fmt: skip
    detail = Detail(
        main=[Facts("what", "evidence", "customer_word", "reason", "remedy", "apology"), Timeline()],
        side=[Facts("customer", "contact", "kind", "state", "due_on", "made_on", "terms", "value", "product",
                    "category", "owner", "settled_on", "settled_by", "apologised_on"),
              Panel("promises/panels/source.html", panels.source), CustomFields()],
    )  # fmt: skip
    form = Form(
        ["customer", "what", "kind", "due_on", "terms"],
        ["contact", "value", "product", "category", "owner", "made_on", "evidence", "reference"],
    )
    search = Search("what", subtitle="customer")
    transfer = Transfer(
        match_on=("reference",), spare="evidence",
        aliases={
            "what": ("承诺内容", "承诺事项", "承诺", "答应的事", "内容"),
            "owner": ("承诺人", "答应的人", "经手人"),
            "made_on": ("承诺日期", "承诺时间", "答应日期"),
            "due_on": ("兑现期限", "兑现日期", "完成期限", "到期日期", "截止日期"),
            "value": ("承诺金额", "折合金额", "价值"),
        },
    )  # fmt: skip
    api = Api()
    files = Files(_l("凭证"))
    policy = HubPolicy(hub="customer")
    verbs = [keep, postpone, break_promise, apologise, withdraw]

    def suggest(self, actor: Actor) -> dict:
        return {"owner": actor.user_id, "made_on": timezone.localdate().isoformat()}

    def derive(self, record: Promise, *, by: Actor, at: datetime) -> None:
        today = timezone.localdate(at)
        record.owner_id = record.owner_id or by.user_id
        record.made_on = record.made_on or today
        record.to_come = record.made_on > today
        if record._state.adding or record.says_otherwise:
            place(record)
            bind.bind(record, by=by, today=today)

    def check(self, record: Promise) -> dict[str, list[str]]:
        if record.contact_id and record.contact.customer_id != record.customer_id:
            return {"contact": [_("这位联系人不在这家客户")]}
        if record.to_come and (record._state.adding or record.says_otherwise):
            return {"made_on": [_("答应的日期不能晚于今天")]}
        if record.due_on < record.made_on:
            return {"due_on": [_("不能早于答应的那天")]}
        if record._state.adding or record.says_otherwise:
            return misplaced(record) or changed_since(record) or bind.faults(record)
        return bind.faults(record)


def place(record: Promise) -> None:
    """A promise about one product is about its category too, unless another one is typed."""
    if record.product and record.category in ("", record.stood.get("category")):
        record.category = record.product.category


def misplaced(record: PromiseFloor | Promise) -> dict[str, list[str]]:
    """A product together with a category it is not of."""
    if record.product is None or record.category in ("", record.product.category):
        return {}
    told = {"product": record.product.name, "category": record.category}
    return {"category": [_("“%(product)s”不属于类别“%(category)s”") % told]}


def changed_since(record: Promise) -> dict[str, list[str]]:
    """What was agreed with the customer is not changed behind their back."""
    if record._state.adding:
        return {}
    if record.state not in (*OWED, Promise.State.WAITING):
        return {"what": [_("已经了结的承诺不能再改内容")]}
    before, word = record.stood.get("due_on"), record.stood.get("customer_word")
    if before and record.due_on > before and record.customer_word == word:
        return {"due_on": [_("往后改要客户同意：请用“推迟”，写下客户怎么说")]}
    return {}


offer(Purpose(bind.PURPOSE, "promise", _l("超出承诺底线")))
extend("activity", verbs=[catch])
extend("customer", top=[Panel("promises/panels/owed.html", panels.owed)], verbs=[review])
