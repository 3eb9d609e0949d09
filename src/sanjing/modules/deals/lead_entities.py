"""How leads show, and what administrators set about them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

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
from sanjing.foundation.entities.panels import CustomFields, Facts, Panel, Timeline
from sanjing.foundation.entities.policies import TeamPolicy
from sanjing.foundation.entities.registry import register
from sanjing.modules.deals.actions.lead_verbs import assign, claim, contacted, discard, give_back
from sanjing.modules.deals.actions.qualify import qualify
from sanjing.modules.deals.models import Lead, LeadForm, LeadRule
from sanjing.modules.deals.panels import embed


@register
class LeadEntity(Entity):
    model = Lead
    slug = "leads"
    prefix = "XS"
    icon = "user-plus"
    several = pgettext_lazy("复数", "线索")
    hub = "customer"
    order = 41
    listing = Listing(
        "name", "company", "need", "state", "owner", "source", "created_at", "reaction_minutes",
        sort="-changed_at", filters=("state", "owner", "source", "created_at"),
        views=(
            View(_l("公海里的线索"), "owner__empty=&state=new"),
            View(_l("我的线索"), "owner=me&state__in=new,contacted"),
            View(_l("待联系"), "state=new"),
        ),
    )  # fmt: skip
    detail = Detail(
        main=[Timeline()],
        side=[Facts("company", "phone", "email", "wechat", "region", "need", "state", "owner", "source",
                    "campaign", "form", "customer", "contact", "deal", "first_contact_at", "reaction_minutes",
                    "consented_at", "outcome_reason", "note"), CustomFields()],
    )  # fmt: skip
    form = Form(
        ["name", "company", "phone", "need", "source", "owner"],
        ["email", "wechat", "region", "campaign", "note", "reference"],
    )
    search = Search("name", "company", "phone", "email", persons=("name",), subtitle="company")
    transfer = Transfer(
        match_on=("reference",),
        aliases={"reference": ("线索编号", "线索ID", "lead_id"), "need": ("咨询内容", "留言")},
        exclude=("form",),
        spare="note",
    )
    api = Api()
    policy = TeamPolicy(open_when_unowned=True)
    verbs = [contacted, qualify, claim, assign, give_back, discard]

    def suggest(self, actor: Actor) -> dict[str, Any]:
        return {"owner": actor.user_id}

    def derive(self, record: Lead, *, by: Actor, at: datetime) -> None:
        if record.owner_id != record.stood.get("owner_id"):
            record.team_id = record.owner.team_id if record.owner_id else None
            record.assigned_at = at if record.owner_id else None
        touched = record.state in (Lead.State.CONTACTED, Lead.State.QUALIFIED)
        if touched and record.first_contact_at is None:
            record.first_contact_at = at
            record.reaction_minutes = int((at - record.created_at).total_seconds() // 60)


@register
class LeadFormEntity(Entity):
    model = LeadForm
    slug = "leadforms"
    prefix = "BD"
    icon = "forms"
    several = pgettext_lazy("复数", "线索表单")
    order = 45
    in_navigation = False
    listing = Listing("name", "source", "campaign", "active", sort="name")
    detail = Detail(
        main=[Panel("deals/embed_panel.html", embed), Timeline()],
        side=[Facts("intro", "thanks", "source", "campaign", "active")],
    )
    form = Form(["name", "intro", "thanks", "source", "campaign", "active"])
    api = Api()


@register
class LeadRuleEntity(Entity):
    model = LeadRule
    slug = "leadrules"
    prefix = "GZ"
    icon = "git-branch"
    several = pgettext_lazy("复数", "线索分配规则")
    order = 46
    in_navigation = False
    listing = Listing(
        "name", "team", "method", "region", "source", "position", "active", sort="position"
    )
    detail = Detail(
        main=[Timeline()], side=[Facts("team", "method", "region", "source", "position", "active")]
    )
    form = Form(["name", "team", "method", "region", "source", "position", "active"])
    api = Api()
