"""What can be done with a lead before it is worth a deal: claim, assign, contact, return, discard."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.models import User
from sanjing.foundation.entities import records
from sanjing.foundation.entities.actions import action, reason_form
from sanjing.foundation.entities.errors import Forbidden, Refusal
from sanjing.foundation.events.publish import Happening
from sanjing.modules.customers.actions.assign import AssignForm
from sanjing.modules.customers.actions.by_rule import by_rule
from sanjing.modules.customers.actions.claim import AlreadyTaken
from sanjing.modules.deals.events import (
    LeadAssigned,
    LeadClaimed,
    LeadContacted,
    LeadDiscarded,
    LeadReturned,
)
from sanjing.modules.deals.models import Lead


class AlreadyHandled(Refusal):
    """The lead was qualified or discarded before; its `deal`, if any, is in the data."""

    code = "already_handled"


class ContactedForm(forms.Form):
    note = forms.CharField(
        label=_l("说了什么"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def is_open(lead: Lead, _by: Actor) -> bool:
    return lead.is_open


def is_mine(lead: Lead, _by: Actor) -> bool:
    return lead.is_open and lead.owner_id is not None


def may_claim(lead: Lead, by: Actor) -> bool:
    return (
        lead.is_open
        and lead.owner_id is None
        and by.user_id is not None
        and by.may("lead", "change")
    )


def hold(lead: Lead, *, by: Actor, verb: str = "change") -> Lead:
    """The lead, locked until the transaction ends. Raises AlreadyHandled unless it is still open."""
    lead = records.lock(records.entity_of(lead), lead.pk, by=by, verb=verb)
    if not lead.is_open:
        sentence = _("“%(name)s”已经处理过了。") % {"name": lead.name}
        raise AlreadyHandled(sentence, deal=lead.deal_id)
    return lead


def enter(
    lead: Lead, state: Lead.State, telling: Happening, *, by: Actor, at: datetime, **kept: Any
) -> Lead:
    """Put an open lead into `state`. Raises AlreadyHandled."""
    with transaction.atomic():
        lead = hold(lead, by=by)
        kept |= {"state": state}
        return records.change(lead, {}, by=by, at=at, telling=telling, kept=kept)


@action(
    entity="lead", verb="claim", label=_l("领取"), icon="hand-grab", needs="see", offered=may_claim
)
def claim(lead: Lead, *, by: Actor, at: datetime) -> Lead:
    """Take a lead out of the pool. Raises AlreadyTaken for the second, AlreadyHandled."""
    if by.user_id is None or not by.may("lead", "change"):
        raise Forbidden(_("您的角色不能领取线索。"))
    with transaction.atomic():
        lead = hold(lead, by=by_rule(by), verb="see")
        if lead.owner_id is not None:
            raise AlreadyTaken(_("“%(name)s”已经有人领取了。") % {"name": lead.name})
        return records.change(
            lead, {"owner": by.user_id}, by=by_rule(by), at=at, telling=LeadClaimed()
        )


@action(entity="lead", verb="assign", label=_l("转交"), icon="user-share", asks=AssignForm, needs="assign",
        offered=is_open)  # fmt: skip
def assign(lead: Lead, *, to: User, note: str = "", by: Actor, at: datetime) -> Lead:
    """Give a lead to a colleague."""
    told = LeadAssigned(to_id=to.pk, to_name=to.name, note=note)
    with transaction.atomic():
        lead = hold(lead, by=by, verb="assign")
        return records.change(lead, {"owner": to}, by=by, at=at, telling=told)


@action(entity="lead", verb="contacted", label=_l("已联系"), icon="phone", asks=ContactedForm,
        offered=lambda lead, _by: lead.is_open and lead.first_contact_at is None)  # fmt: skip
def contacted(lead: Lead, *, note: str = "", by: Actor, at: datetime) -> Lead:
    """Stop the reaction clock of a lead (S181)."""
    minutes = int((at - lead.created_at).total_seconds() // 60)
    told = LeadContacted(minutes=minutes, note=note)
    return enter(lead, Lead.State.CONTACTED, told, by=by, at=at)


@action(entity="lead", verb="return", label=_l("放回公海"), icon="arrow-back-up", asks=reason_form(_l("原因")),
        offered=is_mine)  # fmt: skip
def give_back(lead: Lead, *, reason: str, by: Actor, at: datetime) -> Lead:
    """Leave a lead to whoever claims it."""
    told = LeadReturned(reason=reason)
    with transaction.atomic():
        lead = hold(lead, by=by)
        return records.change(lead, {"owner": None}, by=by_rule(by), at=at, telling=told)


@action(
    entity="lead",
    verb="discard",
    label=_l("标为无效"),
    icon="trash",
    asks=reason_form(_l("原因")),
    offered=is_open,
)
def discard(lead: Lead, *, reason: str, by: Actor, at: datetime) -> Lead:
    """Say that a lead leads nowhere; it stays for the figures."""
    told = LeadDiscarded(reason=reason)
    return enter(lead, Lead.State.DISCARDED, told, by=by, at=at, outcome_reason=reason)
