"""How customers and contacts show."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext_lazy

from sanjing.foundation.accounts.actor import Actor, Scope
from sanjing.foundation.entities.attached import Files
from sanjing.foundation.entities.entity import (
    Api,
    Board,
    Detail,
    Entity,
    Fold,
    Form,
    Listing,
    Search,
    Transfer,
)
from sanjing.foundation.entities.panels import CustomFields, Facts, Panel, Related, Timeline
from sanjing.foundation.entities.policies import TeamPolicy
from sanjing.foundation.entities.registry import register
from sanjing.foundation.entities.transfers import Beside, LinkBy, Words
from sanjing.foundation.inserts import Blank, insert
from sanjing.modules.customers import panels, queries, rules, saved_lists
from sanjing.modules.customers.actions.advance import advance
from sanjing.modules.customers.actions.assign import assign
from sanjing.modules.customers.actions.claim import claim
from sanjing.modules.customers.actions.release import release
from sanjing.modules.customers.models import Contact, Customer, StageChange

GRADE_WORDS = Words(
    same={
        "a": (
            "A级",
            "A类",
            "A级客户",
            "A类客户",
            "重点客户",
            "大客户",
            "重要",
            "重要客户",
            "核心客户",
            "战略客户",
            "VIP",
            "VIP客户",
        ),
        "b": ("B级", "B类", "B级客户", "B类客户", "普通", "普通客户"),
        "c": ("C级", "C类", "C级客户", "C类客户", "一般", "一般客户"),
    }
)
STAGE_WORDS = Words(
    near={
        "potential": ("潜在", "意向", "意向客户", "线索", "线索客户", "目标客户", "跟进中", "未成交", "待跟进",
                      "初步接触", "洽谈中", "报价中", "lead", "prospect", "opportunity", "subscriber"),
        "real": ("成交", "已成交", "成交客户", "签约", "已签约", "签约客户", "正式客户", "合作中", "已合作", "合作客户",
                 "customer", "client", "evangelist"),
    }
)  # fmt: skip


@register
class CustomerEntity(Entity):
    model = Customer
    slug = "customers"
    prefix = "KH"
    icon = "users"
    several = pgettext_lazy("复数", "客户")
    hub = "self"
    order = 20
    listing = Listing(
        "name", "stage", "grade", "owner", "phone", "region", "last_contacted_at", "next_contact_date",
        sort="-changed_at", filters=("stage", "grade", "owner", "source"), views=saved_lists.VIEWS,
    )  # fmt: skip
    board = Board(by="stage", card=("grade", "owner", "phone"))
    detail = Detail(
        top=[Panel("customers/panels/summary.html", panels.summary)],
        main=[Timeline()],
        side=[
            Related("contact", by="customer", columns=("name", "job_title", "mobile"), read=panels.newest_people),
            Panel("customers/panels/archive.html", panels.archive),
            Facts("kind", "email", "website", "region", "address", "industry", "source", "tags",
                  "credit_code", "preferred_channel", "contact_hours", "parent", "description"),
            CustomFields(_l("更多资料")),
            Facts("registered_capital", "business_scope", "credit_grade", "credit_limit", "credit_evidence",
                  "credit_checked_on", "employees", "annual_revenue", "founded_year", label=_l("资信")),
            Panel("customers/panels/family.html", panels.family),
        ],
    )  # fmt: skip
    form = Form(
        ["name", "kind", "phone", "stage", "owner"],
        ["grade", "source", "email", "website", "region", "address", "postal_code", "country", "industry",
         "credit_code", "tags", "parent", "next_contact_date", "preferred_channel", "contact_hours",
         "do_not_contact", "description", "reference"],
        Fold(_l("资信与规模"), ["registered_capital", "business_scope", "credit_grade", "credit_limit",
             "credit_evidence", "credit_checked_on", "employees", "annual_revenue", "founded_year"]),
        duplicates="/customers/duplicates/",
    )  # fmt: skip
    search = Search("name", "phone", "email", "credit_code", subtitle="phone")
    transfer = Transfer(
        match_on=("reference", "credit_code", "name", "phone", "email"),
        aliases={
            "reference": ("客户编号", "外部编号"),
            "grade": ("客户等级", "客户级别", "客户分级", "客户分类", "等级", "重要程度"),
        },
        words={"grade": GRADE_WORDS, "stage": STAGE_WORDS},
        links={"parent": LinkBy(("reference", "name"), create=True)},
        beside=Beside(
            "contact", "customer", ("name", "job_title", "department", "mobile", "phone", "email", "wechat"),
            alone={"kind": Customer.Kind.PERSON},
        ),
        locality=("region", "address"),
        spare="description",
    )  # fmt: skip
    api = Api()
    files = Files()
    policy = TeamPolicy(open_when_unowned=True)
    verbs = [claim, advance, assign, release]

    def suggest(self, actor: Actor) -> dict:
        return {"owner": actor.user_id}

    def derive(self, record: Customer, *, by: Actor, at: datetime) -> None:
        owner_id = record.stood.get("owner_id")
        if record._state.adding and record.owner_id is None and Scope.MINE in reach(by):
            record.owner_id = by.user_id
            record.team_id = by.team_id
        elif record.owner_id != owner_id:
            record.team_id = record.owner.team_id if record.owner_id else None
        if record.owner_id != owner_id or record._state.adding:
            record.owned_since = at if record.owner_id else None
            record.pooled_at = None if record.owner_id else at
        if record.stage != record.stood.get("stage"):
            record.stage_changed_at = at
        record.name_key = rules.name_key(record.name, record.kind)
        record.phone_key = rules.phone_key(record.phone)
        record.domain_key = rules.domain_key(record.website, record.email)
        record.completeness = record.archive.score

    def check(self, record: Customer) -> dict[str, list[str]]:
        if record.parent_id and queries.is_below_itself(record):
            return {"parent": [_("上级单位不能是它自己或它的下级")]}
        return {}

    def save_parts(self, records: Sequence[Customer]) -> None:
        """The dated steps on the ladder (S016)."""
        moved = [(r, r.stood.get("stage", "")) for r in records]
        step = Blank(StageChange)
        insert([
            step.copy(customer_id=r.pk, stage=r.stage, came_from=before,
                      at=r.stage_changed_at or r.changed_at)
            for r, before in moved if r.stage != before
        ])  # fmt: skip


def reach(by: Actor) -> tuple[Scope, Scope]:
    return by.scope("customer", "see"), by.scope("customer", "create")


@register
class ContactEntity(Entity):
    model = Contact
    slug = "contacts"
    prefix = "LX"
    icon = "address-book"
    several = pgettext_lazy("复数", "联系人")
    hub = "customer"
    order = 21
    listing = Listing(
        "name", "customer", "job_title", "mobile", "email", filters=("role", "left_on")
    )
    detail = Detail(
        main=[Timeline()],
        side=[Facts("customer", "role", "job_title", "department", "mobile", "phone", "email", "wechat",
                    "birthday", "preferred_channel", "do_not_contact", "left_on", "note"), CustomFields()],
    )  # fmt: skip
    form = Form(
        ["customer", "name", "mobile", "job_title"],
        ["role", "department", "phone", "email", "wechat", "birthday", "preferred_channel", "do_not_contact",
         "left_on", "note", "reference"],
    )  # fmt: skip
    search = Search("name", "mobile", "phone", "email", persons=("name",), subtitle="customer")
    transfer = Transfer(
        match_on=("reference", "mobile", "email", ("customer", "name")),
        links={
            "customer": LinkBy(
                ("reference", "name"),
                create=True,
                otherwise="name",
                alone={"kind": Customer.Kind.PERSON},
            )
        },
        spare="note",
    )
    api = Api()
    policy = TeamPolicy(owner="customer__owner", team="customer__team", open_when_unowned=True)

    def derive(self, record: Contact, *, by: Actor, at: datetime) -> None:
        record.phone_key = rules.phone_key(record.mobile or record.phone)
