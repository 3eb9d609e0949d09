"""How quotes and contracts show."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
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
from sanjing.foundation.entities.panels import CustomFields, Facts, Panel, Related, Timeline
from sanjing.foundation.entities.policies import HubPolicy
from sanjing.foundation.entities.registry import extend, register
from sanjing.foundation.entities.transfers import LinkBy
from sanjing.modules.promises.promising import note_promises
from sanjing.modules.quotes import checks, panels
from sanjing.modules.quotes.actions.accept import accept
from sanjing.modules.quotes.actions.decline import decline
from sanjing.modules.quotes.actions.draw_up import draw_up
from sanjing.modules.quotes.actions.quote_deal import quote_deal
from sanjing.modules.quotes.actions.renew import renew
from sanjing.modules.quotes.actions.revise import revise
from sanjing.modules.quotes.actions.send import PURPOSE, send
from sanjing.modules.quotes.actions.sign import sign
from sanjing.modules.quotes.actions.terminate import terminate
from sanjing.modules.quotes.lines import LINES, lines_panel
from sanjing.modules.quotes.models import Contract, Quote
from sanjing.modules.quotes.rules import VALID_DAYS, sums, title_of


@register
class QuoteEntity(Entity):
    model = Quote
    slug = "quotes"
    prefix = "BJ"
    icon = "file-dollar"
    several = pgettext_lazy("复数", "报价")
    title = "title"
    hub = "customer"
    order = 45
    listing = Listing(
        "title", "reference", "customer", "amount", "discount_rate", "state", "valid_until", "owner",
        sort="-quoted_on", filters=("state", "owner", "quoted_on", "valid_until"),
        views=(View(_l("我的报价"), "owner=me"), View(_l("等答复"), "state=sent"),
               View(_l("一周内过期"), "state=sent&valid_until__within=next_7_days")),
    )  # fmt: skip
    detail = Detail(
        main=[Panel("products/lines_panel.html", lines_panel),
              Panel("quotes/versions.html", panels.versions), Timeline()],
        side=[Panel("quotes/papers.html", panels.quote_papers),
              Facts("customer", "contact", "deal", "state", "amount", "list_amount", "discount_rate", "discount",
                    "freight", "quoted_on", "valid_until", "payment_terms", "delivery_terms", "prints_claims",
                    "owner", "revision", "sent_at", "closed_at", "decline_reason", "note"),
              Panel("library/claims.html", panels.sayable), CustomFields()],
    )  # fmt: skip
    form = Form(
        ["customer", "title", "quoted_on", "valid_until", "lines", "discount"],
        ["freight", "contact", "deal", "payment_terms", "delivery_terms", "prints_claims", "note", "owner",
         "reference"],
    )  # fmt: skip
    search = Search("title", subtitle="customer")
    transfer = Transfer(
        match_on=("reference",), links={"customer": LinkBy(("reference", "name"))}, exclude=("lines",),
        spare="note",
    )  # fmt: skip
    api = Api()
    files = Files()
    policy = HubPolicy(hub="customer")
    computed = [LINES]
    verbs = [send, accept, decline, revise, draw_up]

    def suggest(self, actor: Actor) -> dict[str, Any]:
        today = timezone.localdate()
        until = today + timedelta(VALID_DAYS)
        return {
            "owner": actor.user_id,
            "quoted_on": today.isoformat(),
            "valid_until": until.isoformat(),
        }

    def title_of(self, record: Quote) -> str:
        return str(record)

    def derive(self, record: Quote, *, by: Actor, at: datetime) -> None:
        if record._state.adding:
            record.__dict__.setdefault("held_lines", [])
            record.owner_id = record.owner_id or by.user_id
        LINES.price(record, record.quoted_on)
        lines = LINES.value(record)
        record.title = record.title or title_of(lines)
        if not any(line.amount is None for line in lines):
            come_to = sums(lines, record.discount or 0, record.freight or 0)
            record.amount = come_to.amount if lines else 0
            record.list_amount, record.discount_rate = come_to.list_amount, come_to.rate

    def check(self, record: Quote) -> dict[str, list[str]]:
        return checks.quote_errors(record)

    def save_parts(self, records: Sequence[Quote]) -> None:
        LINES.save(records)


offer(Purpose(PURPOSE, "quote", _l("折扣超限")))
note_promises("quote", lines=LINES.value)


@register
class ContractEntity(Entity):
    model = Contract
    slug = "contracts"
    prefix = "HT"
    icon = "file-text"
    several = pgettext_lazy("复数", "合同")
    title = "title"
    hub = "customer"
    order = 46
    listing = Listing(
        "title", "reference", "customer", "amount", "state", "starts_on", "ends_on", "owner",
        sort="-id", filters=("state", "owner", "ends_on"),
        views=(View(_l("该谈续签"), "state=signed&renew_on__within=last_3650_days&sort=ends_on"),
               View(_l("履行中"), "state=signed"), View(_l("我的合同"), "owner=me")),
    )  # fmt: skip
    detail = Detail(
        main=[Facts("clauses"), Timeline()],
        side=[Panel("quotes/papers.html", panels.contract_papers),
              Facts("customer", "state", "amount", "quote", "signed_on", "starts_on", "ends_on", "renew_on",
                    "our_signatory", "their_signatory", "payment_terms", "delivery_terms", "owner", "renews",
                    "ended_reason", "note"), CustomFields()],
    )  # fmt: skip
    form = Form(
        ["customer", "title", "amount", "starts_on", "ends_on"],
        ["quote", "signed_on", "our_signatory", "their_signatory", "payment_terms", "delivery_terms", "clauses",
         "notice_days", "owner", "note", "reference"],
    )  # fmt: skip
    search = Search("title", subtitle="customer")
    transfer = Transfer(
        match_on=("reference",), links={"customer": LinkBy(("reference", "name"))}, spare="note"
    )
    api = Api()
    files = Files()
    policy = HubPolicy(hub="customer")
    verbs = [sign, renew, terminate]

    def suggest(self, actor: Actor) -> dict[str, Any]:
        return {"owner": actor.user_id}

    def derive(self, record: Contract, *, by: Actor, at: datetime) -> None:
        record.owner_id = record.owner_id or by.user_id
        ends, days = record.ends_on, record.notice_days
        record.renew_on = ends - timedelta(days) if ends else None

    def check(self, record: Contract) -> dict[str, list[str]]:
        return checks.contract_errors(record)


extend(
    "deal",
    verbs=[quote_deal],
    side=[Related("quote", by="deal", columns=("title", "amount", "state"))],
)
extend(
    "customer",
    side=[Related("quote", by="customer", columns=("title", "amount", "state")),
          Related("contract", by="customer", columns=("title", "state", "ends_on"))],
)  # fmt: skip
