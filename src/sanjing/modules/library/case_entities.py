"""How reference cases and their uses show."""

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
    Fold,
    Form,
    Listing,
    Search,
    Transfer,
    View,
)
from sanjing.foundation.entities.panels import CustomFields, Facts, Panel, Related, Timeline
from sanjing.foundation.entities.policies import TeamPolicy
from sanjing.foundation.entities.registry import register
from sanjing.foundation.entities.transfers import LinkBy
from sanjing.modules.library import panels, queries
from sanjing.modules.library.actions.withdraw_consent import withdraw_consent
from sanjing.modules.library.models import CaseUse, ReferenceCase, Use

CONSENT = ("consent_for", "consent_by", "consent_on", "consent_until")


@register
class ReferenceCaseEntity(Entity):
    model = ReferenceCase
    slug = "reference-cases"
    prefix = "AL"
    icon = "certificate"
    several = pgettext_lazy("复数", "典型案例")
    title = "title"
    hub = "customer"
    order = 63
    listing = Listing(
        "title", "customer", "product", "consent_for", "consent_until", "used", "owner",
        sort="-changed_at", filters=("product", "consent_for", "consent_until", "owner"),
        views=(View(_l("60 天内到期"), "consent_until__within=next_60_days&sort=consent_until"),
               View(_l("同意过期了"), "consent_until__within=past"),
               View(_l("还没有同意"), "consent_for__empty=")),
    )  # fmt: skip
    detail = Detail(
        top=[Panel("library/consent.html", panels.consent)],
        main=[Facts("story"),
              Related("caseuse", by="case", columns=("used_on", "purpose", "where", "owner"), sort="-used_on"),
              Timeline()],
        side=[Facts("customer", "product", "result", "tags", "owner"), Facts(*CONSENT, label=_l("客户的同意")),
              CustomFields()],
    )  # fmt: skip
    form = Form(
        ["title", "customer", "story", "result"], Fold(_l("客户的同意"), [*CONSENT]),
        ["product", "tags", "owner", "reference"],
    )  # fmt: skip
    search = Search("title", "result", "tags", subtitle="customer")
    transfer = Transfer(
        match_on=("reference", "title"), links={"customer": LinkBy(("reference", "name"))}, spare="story"
    )  # fmt: skip
    api = Api()
    policy = TeamPolicy(owner="owner", team="owner__team")
    computed = [queries.used_field()]
    verbs = [withdraw_consent]

    def suggest(self, actor: Actor) -> dict[str, Any]:
        return {"owner": actor.user_id}

    def derive(self, record: ReferenceCase, *, by: Actor, at: datetime) -> None:
        record.owner_id = record.owner_id or by.user_id

    def check(self, record: ReferenceCase) -> dict[str, list[str]]:
        given = record.consent_by, record.consent_on, record.consent_until
        if not record.consent_for:
            return {"consent_for": [_("请写同意用在哪里")]} if any(given) else {}
        errors = {}
        if not record.consent_by:
            errors["consent_by"] = [_("请写客户那边谁同意的")]
        if not record.consent_on:
            errors["consent_on"] = [_("请写哪天同意的")]
        elif record.consent_until and record.consent_until < record.consent_on:
            errors["consent_until"] = [_("不能早于同意的那天")]
        return errors


@register
class CaseUseEntity(Entity):
    model = CaseUse
    slug = "case-uses"
    prefix = "AS"
    icon = "eye"
    several = pgettext_lazy("复数", "案例使用")
    title = "where"
    order = 63
    in_navigation = False
    listing = Listing(
        "where", "case", "purpose", "used_on", "deal", "owner",
        sort="-used_on", filters=("purpose", "owner", "used_on"),
        views=(View(_l("对外用的"), "purpose__in=bid,public"), View(_l("我用的"), "owner=me")),
    )  # fmt: skip
    detail = Detail(
        main=[Timeline()],
        side=[Facts("case", "purpose", "where", "used_on", "deal", "owner"), CustomFields()],
    )
    form = Form(["case", "purpose", "where"], ["deal", "owner", "reference"])
    api = Api()
    policy = TeamPolicy(owner="owner", team="owner__team")

    def suggest(self, actor: Actor) -> dict[str, Any]:
        return {"owner": actor.user_id}

    def derive(self, record: CaseUse, *, by: Actor, at: datetime) -> None:
        record.owner_id = record.owner_id or by.user_id
        anew = (record.case_id, record.purpose) != tuple(map(record.stood.get, record.remembered))
        record.asked_on = timezone.localdate(at) if anew else None
        if record._state.adding:
            record.used_on = record.asked_on

    def check(self, record: CaseUse) -> dict[str, list[str]]:
        """A case leaves the house only with its customer's consent on that day, as it stands now."""
        if record.asked_on is None:
            return {}
        case = queries.held_case(record.case_id)
        if case.allows(record.purpose, record.asked_on):
            return {}
        told = {"use": Use(record.purpose).label, "case": case.title}
        return {"purpose": [_("客户没有同意把“%(case)s”用于%(use)s，或者同意已经过期") % told]}
