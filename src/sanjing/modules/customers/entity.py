"""How customers and contacts show."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.models import User
from sanjing.foundation.entities.entity import Api, Board, Detail, Entity, Fold, Form, Listing, Search, Transfer
from sanjing.foundation.entities.panels import CustomFields, Facts, Related, Timeline
from sanjing.foundation.entities.policies import TeamPolicy
from sanjing.foundation.entities.registry import register
from sanjing.modules.customers.models import Contact, Customer


@register
class CustomerEntity(Entity):
    model = Customer
    slug = "customers"
    prefix = "KH"
    icon = "users"
    hub = "self"
    order = 20
    listing = Listing(
        "name", "stage", "grade", "owner", "phone", "region", "last_contacted_at", "next_contact_date",
        sort="-changed_at", filters=("stage", "grade", "owner", "source"),
    )  # fmt: skip
    detail = Detail(
        main=[Timeline()],
        side=[
            Facts("reference", "stage", "grade", "owner", "phone", "email", "website", "region", "address",
                  "industry", "source", "tags", "credit_code", "preferred_channel", "contact_hours", "parent",
                  "description"),
            Related("contact", by="customer", columns=("name", "job_title", "mobile")),
            CustomFields(_("更多资料")),
            Facts("registered_capital", "business_scope", "credit_grade", "credit_limit", "credit_evidence",
                  "credit_checked_on", "employees", "annual_revenue", "founded_year", label=_("资信")),
        ],
    )  # fmt: skip
    form = Form(
        ["name", "kind", "phone", "stage", "owner"],
        ["grade", "source", "email", "website", "region", "address", "postal_code", "country", "industry",
         "credit_code", "tags", "parent", "next_contact_date", "preferred_channel", "contact_hours",
         "do_not_contact", "description", "reference"],
        Fold(_("资信与规模"), ["registered_capital", "business_scope", "credit_grade", "credit_limit",
             "credit_evidence", "credit_checked_on", "employees", "annual_revenue", "founded_year"]),
    )  # fmt: skip
    board = Board(by="stage", card=("grade", "owner", "phone"))
    search = Search("name", "phone", "email", "credit_code", subtitle="phone")
    transfer = Transfer(match_on=("reference", "name", "phone", "credit_code", "email"))
    api = Api()
    policy = TeamPolicy(open_when_unowned=True)

    def suggest(self, actor: Actor) -> dict:
        return {"owner": actor.user_id}

    def derive(self, record: Customer, *, by: Actor, at: datetime) -> None:
        record.team_id = team_of(record.owner_id)
        if record._state.adding or record.stage_changed_at is None:
            record.stage_changed_at = record.stage_changed_at or at


def team_of(user_id: int | None) -> int | None:
    return User.objects.filter(pk=user_id).values_list("team_id", flat=True).first() if user_id else None


@register
class ContactEntity(Entity):
    model = Contact
    slug = "contacts"
    prefix = "LX"
    icon = "address-book"
    hub = "customer"
    order = 25
    listing = Listing("name", "customer", "job_title", "mobile", "email", filters=("role",))
    detail = Detail(
        main=[Timeline()],
        side=[Facts("customer", "role", "job_title", "department", "mobile", "phone", "email", "wechat",
                    "birthday", "preferred_channel", "note"), CustomFields()],
    )  # fmt: skip
    form = Form(
        ["customer", "name", "mobile", "job_title"],
        ["role", "department", "phone", "email", "wechat", "birthday", "preferred_channel", "do_not_contact",
         "note", "reference"],
    )  # fmt: skip
    search = Search("name", "mobile", "phone", "email", persons=("name",), subtitle="customer")
    transfer = Transfer(match_on=("reference", "mobile", "email", "name"))
    api = Api()
    policy = TeamPolicy(owner="customer__owner", team="customer__team", open_when_unowned=True)
