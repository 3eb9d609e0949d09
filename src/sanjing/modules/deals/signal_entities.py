"""How need signals and competitors' offers show."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
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
from sanjing.foundation.entities.panels import CustomFields, Facts, Related, Timeline
from sanjing.foundation.entities.policies import HubPolicy
from sanjing.foundation.entities.registry import extend, register
from sanjing.modules.deals.actions.pursue import pursue
from sanjing.modules.deals.models import CompetitorOffer, NeedSignal


@register
class NeedSignalEntity(Entity):
    model = NeedSignal
    slug = "signals"
    prefix = "XH"
    icon = "bulb"
    several = pgettext_lazy("复数", "需求信号")
    hub = "customer"
    order = 47
    in_navigation = False
    listing = Listing(
        "name", "customer", "kind", "expected_on", "owner", "deal", sort="-id", filters=("kind", "owner"),
        views=(View(_l("还没建商机"), "deal__empty="), View(_l("今后 30 天"), "expected_on__within=next_30_days")),
    )  # fmt: skip
    detail = Detail(
        main=[Timeline()],
        side=[Facts("customer", "kind", "noticed_on", "expected_on", "heard_from", "yearly_need", "owner", "deal",
                    "note"),
              CustomFields()],
    )  # fmt: skip
    form = Form(
        ["customer", "name", "kind", "expected_on"],
        ["yearly_need", "noticed_on", "heard_from", "owner", "note", "reference"],
    )
    search = Search("name", subtitle="customer")
    transfer = Transfer(match_on=("reference",), exclude=("deal",))
    api = Api()
    policy = HubPolicy(hub="customer")
    verbs = [pursue]

    def suggest(self, actor: Actor) -> dict[str, Any]:
        return {"owner": actor.user_id, "noticed_on": timezone.localdate().isoformat()}

    def check(self, record: NeedSignal) -> dict[str, list[str]]:
        if record.yearly_need is not None and record.yearly_need <= 0:
            return {"yearly_need": [_("要大于零；不知道就不填")]}
        return {}

    def derive(self, record: NeedSignal, *, by: Actor, at: datetime) -> None:
        record.owner_id = record.owner_id or by.user_id
        record.noticed_on = record.noticed_on or timezone.localdate(at)


@register
class CompetitorOfferEntity(Entity):
    model = CompetitorOffer
    slug = "competitoroffers"
    prefix = "JP"
    icon = "scale"
    several = pgettext_lazy("复数", "竞品政策")
    hub = "customer"
    order = 48
    in_navigation = False
    listing = Listing(
        "name",
        "competitor",
        "customer",
        "deal",
        "offered_on",
        "owner",
        sort="-id",
        filters=("owner",),
    )
    detail = Detail(
        main=[Facts("name", "rebuttal"), Timeline()],
        side=[
            Facts("competitor", "customer", "deal", "offered_on", "heard_from", "owner"),
            CustomFields(),
        ],
    )
    form = Form(
        ["competitor", "name", "customer", "deal", "offered_on"],
        ["heard_from", "rebuttal", "owner"],
    )
    search = Search("competitor", "name", subtitle="competitor")
    transfer = Transfer(match_on=("reference",))
    api = Api()
    policy = HubPolicy(hub="customer")

    def suggest(self, actor: Actor) -> dict[str, Any]:
        return {"owner": actor.user_id, "offered_on": timezone.localdate().isoformat()}

    def derive(self, record: CompetitorOffer, *, by: Actor, at: datetime) -> None:
        record.owner_id = record.owner_id or by.user_id
        if record.deal_id and record.customer_id is None:
            record.customer_id = record.deal.customer_id


extend("customer", side=[Related("needsignal", by="customer", columns=("name", "expected_on"))])
