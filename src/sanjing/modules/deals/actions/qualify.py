"""A lead becomes a customer, the person there, and a deal, all or nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.actions import action
from sanjing.foundation.entities.errors import Invalid, Refusal
from sanjing.modules.customers import queries as customers
from sanjing.modules.customers.models import Contact, Customer
from sanjing.modules.customers.rules import phone_key
from sanjing.modules.deals.actions.lead_verbs import enter, hold, is_open
from sanjing.modules.deals.events import LeadQualified
from sanjing.modules.deals.models import Deal, Lead

SURE = 80
"""A likeness from which on two records are taken for one customer."""


class KnownElsewhere(Refusal):
    """A colleague has this customer; `owner` is in the data."""

    code = "known_elsewhere"


class QualifyForm(forms.Form):
    customer = forms.CharField(
        label=_l("老客户"), required=False, max_length=200,
        help_text=_l("编号或名称；不填就自动查找，找不到再新建"),
    )  # fmt: skip
    deal_name = forms.CharField(label=_l("商机名称"), required=False, max_length=200)
    amount = forms.CharField(label=_l("金额"), required=False, max_length=30)
    anew = forms.BooleanField(label=_l("确实是新客户，不用查重"), required=False)


@action(entity="lead", verb="qualify", label=_l("转为商机"), icon="chart-funnel", asks=QualifyForm,
        offered=is_open)  # fmt: skip
def qualify(
    lead: Lead,
    *,
    customer: str = "",
    deal_name: str = "",
    amount: str = "",
    anew: bool = False,
    by: Actor,
    at: datetime,
) -> Lead:
    """Find the customer or make one, then the contact and the deal. Raises KnownElsewhere, AlreadyHandled,
    Invalid or Forbidden; then nothing of it was done.
    """
    with transaction.atomic():
        lead = hold(lead, by=by)
        known = named_customer(customer, by) if customer else None
        known = known or (None if anew else alike(lead, by))
        target = known or make_customer(lead, by=by, at=at)
        contact = contact_at(target, lead, by=by, at=at)
        deal = make_deal(target, lead, deal_name, amount, by=by, at=at)
        told = LeadQualified(customer_id=target.pk, deal_id=deal.pk, was_known=known is not None)
        kept = {"customer": target, "contact": contact, "deal": deal}
        return enter(lead, Lead.State.QUALIFIED, told, by=by, at=at, **kept)


def named_customer(text: str, by: Actor) -> Customer:
    rows = registry.get("customer").visible_to(by)
    found = rows.filter(reference=text.strip()).first() or rows.filter(name=text.strip()).first()
    if found is None:
        raise Invalid({"customer": [_("找不到客户“%(text)s”") % {"text": text[:40]}]})
    return found


def alike(lead: Lead, by: Actor) -> Customer | None:
    """The customer that the lead surely is. Raises KnownElsewhere if a colleague has it."""
    found = customers.similar(
        by, name=lead.company or lead.name, kind=kind_of(lead), phone=lead.phone,
        email=lead.email if lead.company else "",
    )  # fmt: skip
    best = next((one for one in found if one.score >= SURE), None)
    if best is None:
        return None
    if best.customer is None:
        told = {"name": lead.company or lead.name, "owner": best.owner}
        sentence = _(
            "“%(name)s”已经是%(owner)s的客户，请先同他商量；确实不是同一家，再勾选“确实是新客户”。"
        )
        raise KnownElsewhere(sentence % told, owner=best.owner)
    return best.customer


def kind_of(lead: Lead) -> str:
    return Customer.Kind.ORGANISATION if lead.company else Customer.Kind.PERSON


def make_customer(lead: Lead, *, by: Actor, at: datetime) -> Customer:
    values: dict[str, Any] = {
        "name": lead.company or lead.name, "kind": kind_of(lead), "region": lead.region,
        "source": lead.source, "owner": lead.owner_id or by.user_id,
    }  # fmt: skip
    if not lead.company:
        values |= {"phone": lead.phone, "email": lead.email}
    return records.create(registry.get("customer"), values, by=by, at=at)


def contact_at(customer: Customer, lead: Lead, *, by: Actor, at: datetime) -> Contact | None:
    """The person at a firm: one with the same number or name, else a new one."""
    if customer.kind != Customer.Kind.ORGANISATION:
        return None
    known = Contact.objects.filter(customer=customer, removed_at=None)
    number = phone_key(lead.phone)
    found = (known.filter(phone_key=number).first() if number else None) or known.filter(
        name=lead.name
    ).first()
    if found:
        return found
    values = {
        "customer": customer, "name": lead.name, "mobile": lead.phone, "email": lead.email,
        "wechat": lead.wechat,
    }  # fmt: skip
    return records.create(registry.get("contact"), values, by=by, at=at)


def make_deal(
    customer: Customer, lead: Lead, name: str, amount: str, *, by: Actor, at: datetime
) -> Deal:
    values = {
        "name": name or f"{customer.name} {lead.need}".strip()[:80], "customer": customer,
        "owner": lead.owner_id or by.user_id, "source": lead.source, "campaign": lead.campaign,
        "note": lead.need,
    }  # fmt: skip
    values |= {"amount": amount} if amount else {}
    return records.create(registry.get("deal"), values, by=by, at=at)
