"""How money shows, and what it adds to customers and orders."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.approvals.offering import Purpose, offer
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
from sanjing.foundation.entities.registry import extend, register
from sanjing.modules.receivables import checking, panels
from sanjing.modules.receivables.actions import let_through
from sanjing.modules.receivables.actions.allocate import allocate
from sanjing.modules.receivables.actions.credit import credit
from sanjing.modules.receivables.actions.issue import issue
from sanjing.modules.receivables.actions.offset import offset, undo_offset
from sanjing.modules.receivables.actions.place_ledger import place_ledger
from sanjing.modules.receivables.actions.plan import plan
from sanjing.modules.receivables.actions.refund import refund, refund_credit
from sanjing.modules.receivables.actions.release import release
from sanjing.modules.receivables.actions.void import void
from sanjing.modules.receivables.actions.write_off import PURPOSE as WRITING_OFF
from sanjing.modules.receivables.actions.write_off import undo_write_off, write_off
from sanjing.modules.receivables.models import CollectionNote, Concession, Invoice, Receipt
from sanjing.modules.receivables.queries import customer_fields
from sanjing.modules.receivables.wording import BY_NAME, COLLECTING, INVOICES, RECEIPTS

OF_THE_CUSTOMER = TeamPolicy(owner="customer__owner", team="customer__team", open_when_unowned=True)


def today() -> str:
    return timezone.localdate().isoformat()


@register
class InvoiceEntity(Entity):
    model = Invoice
    slug = "invoices"
    prefix = "YS"
    icon = "report-money"
    several = pgettext_lazy("复数", "应收")
    title = "reference"
    hub = "customer"
    order = 56
    listing = Listing(
        "reference", "customer", "amount", "balance", "due_on", "state", "number", "order",
        sort="due_on", filters=("state", "kind", "due_on"),
        views=(View(_("未收"), "state__in=open,part"),
               View(_("逾期"), "state__in=open,part&due_on__within=past"),
               View(_("7 天内到期"), "state__in=open,part&due_on__within=next_7_days"),
               View(_("待开票"), "kind__in=special,ordinary&issued_on__empty=")),
    )  # fmt: skip
    detail = Detail(
        main=[Panel("receivables/allocations.html", panels.invoice_allocations), Timeline()],
        side=[Facts("customer", "order", "amount", "balance", "state", "booked_on", "due_on", "settled_on",
                    "paid", "credited", "written_off", "kind", "number", "issued_on", "reason", "corrects",
                    "returned", "voucher", "note"), CustomFields()],
    )  # fmt: skip
    form = Form(
        ["customer", "order", "amount", "due_on", "kind", "number"],
        ["booked_on", "issued_on", "reason", "corrects", "voucher", "note", "reference"],
    )
    search = Search("number", "voucher", subtitle="customer")
    transfer = replace(INVOICES, place=place_ledger)
    api = Api()
    policy = OF_THE_CUSTOMER
    verbs = [issue, credit, offset, undo_offset, refund_credit, write_off, undo_write_off, void]

    def suggest(self, actor: Actor) -> dict[str, Any]:
        return {"booked_on": today()}

    def derive(self, record: Invoice, *, by: Actor, at: datetime) -> None:
        record.booked_on = record.booked_on or record.issued_on or timezone.localdate(at)
        record.due_on = record.due_on or record.booked_on
        if record.state == Invoice.State.VOID:
            record.balance = 0
            return
        settled = record.paid + record.credited + record.written_off
        record.balance = record.amount - settled
        record.settled_on = None if record.balance else record.settled_on
        open_ = Invoice.State.PART if settled else Invoice.State.OPEN
        record.state = open_ if record.balance else Invoice.State.SETTLED

    def check(self, record: Invoice) -> checking.Errors:
        return checking.invoice_errors(record)


@register
class ReceiptEntity(Entity):
    model = Receipt
    slug = "receipts"
    prefix = "HK"
    icon = "cash"
    several = pgettext_lazy("复数", "回款")
    title = "reference"
    hub = "customer"
    order = 57
    listing = Listing(
        "reference", "customer", "received_on", "amount", "left", "method", "bank_reference",
        sort="-received_on", filters=("method", "received_on"),
        views=(View(_("待核销"), "left__above=0"), View(_("本月回款"), "received_on__within=this_month")),
    )  # fmt: skip
    detail = Detail(
        main=[Panel("receivables/allocations.html", panels.receipt_allocations), Timeline()],
        side=[Facts("customer", "received_on", "amount", "left", "allocated", "refunded", "method",
                    "bank_reference", "payer", "voucher", "note"), CustomFields()],
    )  # fmt: skip
    form = Form(
        ["customer", "amount", "received_on", "method", "bank_reference"],
        ["payer", "voucher", "note", "reference"],
    )
    search = Search("bank_reference", "payer", "voucher", subtitle="customer")
    transfer = RECEIPTS
    api = Api()
    policy = OF_THE_CUSTOMER
    verbs = [allocate, release, refund]

    def suggest(self, actor: Actor) -> dict[str, Any]:
        return {"received_on": today()}

    def derive(self, record: Receipt, *, by: Actor, at: datetime) -> None:
        record.received_on = record.received_on or timezone.localdate(at)
        record.bank_reference = record.bank_reference or None
        record.left = record.amount - record.allocated - record.refunded

    def check(self, record: Receipt) -> checking.Errors:
        return checking.receipt_errors(record)


@register
class CollectionNoteEntity(Entity):
    model = CollectionNote
    slug = "collecting"
    prefix = "CS"
    icon = "phone-call"
    several = pgettext_lazy("复数", "催收记录")
    in_navigation = False
    title = "said"
    hub = "customer"
    order = 58
    in_navigation = False
    listing = Listing(
        "happened_on", "customer", "way", "outcome", "promised_on", "promised_amount", "promise", "owner",
        sort="-happened_on", filters=("outcome", "promise", "owner", "happened_on"),
        views=(View(_("等着付款"), "promise=pending"), View(_("失约"), "promise=broken"),
               View(_("我的催收"), "owner=me")),
    )  # fmt: skip
    detail = Detail(
        main=[Facts("said", "next_step", "next_on"), Timeline()],
        side=[Facts("customer", "invoice", "happened_on", "way", "outcome", "promised_on", "promised_amount",
                    "promise", "came", "owner"), CustomFields()],
    )  # fmt: skip
    form = Form(
        ["customer", "way", "outcome", "promised_on", "promised_amount", "said", "next_on"],
        ["next_step", "invoice", "happened_on", "owner", "reference"],
    )
    transfer = COLLECTING
    api = Api()
    policy = HubPolicy(hub="customer")

    def suggest(self, actor: Actor) -> dict[str, Any]:
        return {"owner": actor.user_id, "happened_on": today()}

    def title_of(self, record: CollectionNote) -> str:
        return record.said[:60] or str(record)

    def derive(self, record: CollectionNote, *, by: Actor, at: datetime) -> None:
        record.happened_on = record.happened_on or timezone.localdate(at)
        record.owner_id = record.owner_id or by.user_id
        promised = record.outcome == CollectionNote.Outcome.PROMISED and record.promised_on
        record.promise = (record.promise or CollectionNote.Promise.PENDING) if promised else ""
        record.came = record.came if promised else None

    def check(self, record: CollectionNote) -> checking.Errors:
        return checking.note_errors(record)


@register
class ConcessionEntity(Entity):
    model = Concession
    slug = "concessions"
    prefix = "RB"
    icon = "discount"
    several = pgettext_lazy("复数", "让步")
    title = "what"
    hub = "customer"
    order = 59
    in_navigation = False
    listing = Listing(
        "what", "customer", "kind", "value", "granted_on", "approver", "is_precedent",
        sort="-granted_on", filters=("kind", "approver", "granted_on", "is_precedent"),
    )  # fmt: skip
    detail = Detail(
        main=[Timeline()],
        side=[Facts("customer", "order", "kind", "value", "granted_on", "pressure", "approver", "is_precedent",
                    "note"), CustomFields()],
    )  # fmt: skip
    form = Form(
        ["customer", "what", "kind", "value", "pressure", "approver", "is_precedent"],
        ["order", "granted_on", "note", "reference"],
    )
    search = Search("what", subtitle="customer")
    transfer = Transfer(match_on=("reference",), links=BY_NAME, spare="note")
    api = Api()
    policy = OF_THE_CUSTOMER

    def derive(self, record: Concession, *, by: Actor, at: datetime) -> None:
        record.granted_on = record.granted_on or timezone.localdate(at)

    def check(self, record: Concession) -> checking.Errors:
        return checking.concession_errors(record)


extend(
    "customer",
    computed=customer_fields(),
    side=[Panel("receivables/customer_panel.html", panels.customer_panel)],
)
extend(
    "order",
    side=[Related("invoice", by="order", columns=("due_on", "amount", "state"), sort="due_on")],
    verbs=[plan, let_through.let_through],
)
extend(
    "return", side=[Related("invoice", by="returned", columns=("reference", "amount", "balance"))]
)
offer(Purpose(WRITING_OFF, "invoice", _("坏账核销")))
offer(Purpose(let_through.PURPOSE, "order", _("超额放行")))
