"""How claims and what customers say of them show."""

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
from sanjing.foundation.entities.panels import CustomFields, Facts, Panel, Related, Timeline
from sanjing.foundation.entities.policies import HubPolicy, TeamPolicy
from sanjing.foundation.entities.registry import register
from sanjing.foundation.entities.transfers import LinkBy
from sanjing.modules.library import panels
from sanjing.modules.library.actions.retire import retire
from sanjing.modules.library.actions.submit import submit
from sanjing.modules.library.models import ClaimExperience, ProductClaim

State = ProductClaim.State


@register
class ProductClaimEntity(Entity):
    model = ProductClaim
    slug = "product-claims"
    prefix = "KJ"
    icon = "speakerphone"
    several = pgettext_lazy("复数", "宣传口径")
    title = "statement"
    order = 65
    listing = Listing(
        "statement", "product", "state", "valid_until", "approved_by", "approved_on",
        sort="-changed_at", filters=("product", "state", "valid_until"),
        views=(View(_l("可以说的"), "state=approved&valid_until__not_within=past"),
               View(_l("30 天内到期"), "state=approved&valid_until__within=next_30_days&sort=valid_until"),
               View(_l("送审"), "state=waiting"), View(_l("草稿"), "state=draft")),
    )  # fmt: skip
    detail = Detail(
        main=[Facts("evidence", "statement_en"),
              Related("claimexperience", by="claim", columns=("said_on", "held", "said", "customer"),
                      sort="-said_on"),
              Timeline()],
        side=[Panel("library/gap.html", panels.gap),
              Facts("product", "state", "valid_until", "approved_by", "approved_on", "retired_reason", "owner"),
              CustomFields()],
    )  # fmt: skip
    form = Form(
        ["product", "statement", "evidence", "valid_until"], ["statement_en", "owner", "reference"]
    )
    search = Search("statement", subtitle="product")
    transfer = Transfer(
        match_on=("reference", ("product", "statement")),
        links={"product": LinkBy(("reference", "name"))}, spare="evidence",
    )  # fmt: skip
    api = Api()
    policy = TeamPolicy(owner="owner", team="owner__team")
    verbs = [submit, retire]

    def suggest(self, actor: Actor) -> dict[str, Any]:
        return {"owner": actor.user_id}

    def derive(self, record: ProductClaim, *, by: Actor, at: datetime) -> None:
        record.owner_id = record.owner_id or by.user_id

    def check(self, record: ProductClaim) -> dict[str, list[str]]:
        """What was approved stands as it was approved."""
        if record.stood.get("state") not in (State.APPROVED, State.RETIRED):
            return {}
        words = [name for name in record.words if getattr(record, name) != record.stood.get(name)]
        sentence = _("批准过的口径不能再改；请停用它，另写一条送审")
        return {name.removesuffix("_id"): [sentence] for name in words}


@register
class ClaimExperienceEntity(Entity):
    model = ClaimExperience
    slug = "claim-experiences"
    prefix = "YZ"
    icon = "messages"
    several = pgettext_lazy("复数", "口径印证")
    title = "said"
    hub = "customer"
    order = 66
    in_navigation = False
    listing = Listing(
        "said", "held", "claim", "customer", "said_on", "source", "owner",
        sort="-said_on", filters=("held", "claim", "said_on", "owner"),
        views=(View(_l("不符"), "held=not_so"), View(_l("我登记的"), "owner=me")),
    )  # fmt: skip
    detail = Detail(
        main=[Timeline()],
        side=[Facts("said", "claim", "customer", "held", "said_on", "source", "activity", "owner"), CustomFields()],
    )  # fmt: skip
    form = Form(["claim", "customer", "held", "said", "said_on"], ["source", "owner", "reference"])
    transfer = Transfer(
        match_on=("reference",),
        links={"customer": LinkBy(("reference", "name")), "claim": LinkBy(("reference", "statement"))},
    )  # fmt: skip
    api = Api()
    policy = HubPolicy(hub="customer")

    def suggest(self, actor: Actor) -> dict[str, Any]:
        return {"owner": actor.user_id, "said_on": timezone.localdate().isoformat()}

    def derive(self, record: ClaimExperience, *, by: Actor, at: datetime) -> None:
        record.owner_id = record.owner_id or by.user_id
        record.said_on = record.said_on or timezone.localdate(at)
