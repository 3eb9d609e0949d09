"""How departures and their reasons show, and what they add to customers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
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
from sanjing.foundation.entities.panels import CustomFields, Facts, Panel, Related, Timeline
from sanjing.foundation.entities.policies import HubPolicy
from sanjing.foundation.entities.registry import extend, register
from sanjing.foundation.entities.transfers import LinkBy
from sanjing.modules.losses import checking, panels, queries, rules
from sanjing.modules.losses.actions.depart import depart
from sanjing.modules.losses.actions.improve import improve, improve_reason
from sanjing.modules.losses.actions.win_back import win_back
from sanjing.modules.losses.models import Departure, LossReason


@register
class LossReasonEntity(Entity):
    model = LossReason
    slug = "loss-reasons"
    prefix = "LY"
    icon = "sitemap"
    several = pgettext_lazy("复数", "流失原因")
    order = 108
    in_navigation = False
    listing = Listing(
        "name", "parent", "control", "owner", "position", sort="position", filters=("control", "owner"),
        views=(View(_("没有整改负责人"), "control=ours&owner__empty="),),
    )  # fmt: skip
    detail = Detail(
        main=[Related("departure", by="reason", columns=("left_on", "customer", "competitor"), sort="-left_on"),
              Timeline()],
        side=[Facts("parent", "control", "owner", "position", "note", "task")],
    )  # fmt: skip
    form = Form(["name", "parent", "control", "owner", "position", "note"])
    api = Api()
    verbs = [improve_reason]

    def derive(self, record: LossReason, *, by: Actor, at: datetime) -> None:
        if record.parent_id:
            record.control = record.parent.control

    def check(self, record: LossReason) -> checking.Errors:
        return checking.reason_errors(record)


@register
class DepartureEntity(Entity):
    model = Departure
    slug = "departures"
    prefix = "LS"
    icon = "door-exit"
    several = pgettext_lazy("复数", "流失记录")
    title = "reference"
    hub = "customer"
    order = 107
    listing = Listing(
        "reference", "customer", "left_on", "reason", "bought_before", "chance", "plan_on", "came_back_on",
        "owner", sort="-left_on", filters=("reason", "touchpoint", "chance", "owner", "left_on"),
        views=(View(_("还没回来"), "came_back_on__empty="),
               View(_("有可能赢回"), "came_back_on__empty=&chance__in=fair,good"),
               View(_("还没问到原因"), "came_back_on__empty=&reason__empty=")),
    )  # fmt: skip
    detail = Detail(
        main=[Facts("said", "plan"), Timeline()],
        side=[Facts("customer", "left_on", "reason", "competitor", "touchpoint", "employee", "asked_by", "asked_on",
                    "owner"),
              Panel("losses/bought.html", panels.bought),
              Facts("chance", "plan_on", "plan_task", "came_back_on", "way_back", "task", label=_("赢回和整改")),
              CustomFields()],
    )  # fmt: skip
    form = Form(
        ["customer", "left_on", "reason", "said", "competitor"],
        [
            "asked_by",
            "asked_on",
            "touchpoint",
            "employee",
            "chance",
            "plan",
            "plan_on",
            "came_back_on",
            "owner",
            "reference",
        ],
    )
    search = Search("said", "competitor", subtitle="customer")
    transfer = Transfer(
        match_on=("reference",),
        links={"customer": LinkBy(("reference", "name")), "reason": LinkBy(("reference", "name"))},
        spare="said",
    )  # fmt: skip
    api = Api()
    policy = HubPolicy(hub="customer")
    computed = queries.departure_fields()
    verbs = [improve]

    def suggest(self, actor: Actor) -> dict[str, Any]:
        return {"owner": actor.user_id, "left_on": timezone.localdate().isoformat()}

    def derive(self, record: Departure, *, by: Actor, at: datetime) -> None:
        record.left_on = record.left_on or timezone.localdate(at)
        record.counted_from = rules.counted_from(record.left_on)
        record.owner_id = record.owner_id or record.customer.owner_id or by.user_id
        if record.came_back_on is None:
            record.way_back = ""
        elif not record.way_back:
            record.way_back = Departure.Way.WON

    def check(self, record: Departure) -> checking.Errors:
        return checking.departure_errors(record)


extend(
    "customer",
    computed=queries.customer_fields(),
    top=[Panel("losses/customer_panel.html", panels.customer_panel)],
    verbs=[depart, win_back],
)
