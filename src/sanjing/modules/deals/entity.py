"""How pipelines and deals show."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext_lazy

from sanjing.foundation.accounts.actor import Actor
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
    View,
)
from sanjing.foundation.entities.panels import CustomFields, Facts, Panel, Related, Timeline
from sanjing.foundation.entities.registry import extend, register
from sanjing.foundation.entities.transfers import LinkBy
from sanjing.modules.deals import (  # noqa: F401  registered with it
    keeping,
    lead_entities,
    panels,
    pipeline_entities,
    queries,
    signal_entities,
    steps,
    target_entity,
)
from sanjing.modules.deals.actions.lose import lose
from sanjing.modules.deals.actions.move import drop, move
from sanjing.modules.deals.actions.place_deals import place_deals
from sanjing.modules.deals.actions.reassign import reassign
from sanjing.modules.deals.actions.reopen import reopen
from sanjing.modules.deals.actions.win import win
from sanjing.modules.deals.lines import LINES, lines_panel
from sanjing.modules.deals.members import MEMBERS
from sanjing.modules.deals.models import Deal, Outcome, Stage
from sanjing.modules.deals.policy import DealPolicy
from sanjing.modules.products.file_columns import LINE_COLUMNS
from sanjing.modules.promises.promising import note_promises

CLOSED_SHOWN = timedelta(30)


def recent(rows: QuerySet, stage: Stage, today: date) -> QuerySet:
    """Of what is closed, the board shows the last thirty days."""
    return (
        rows if stage.outcome == Outcome.OPEN else rows.filter(closed_on__gt=today - CLOSED_SHOWN)
    )


def warning(deal: Deal, stage: Stage, at: datetime) -> str:
    """A card that stands still for too long says so."""
    if stage.outcome != Outcome.OPEN or stage.stale_days is None or not deal.stage_changed_at:
        return ""
    days = (at - deal.stage_changed_at).days
    return _("%(days)s 天没动") % {"days": days} if days > stage.stale_days else ""


@register
class DealEntity(Entity):
    model = Deal
    slug = "deals"
    prefix = "SJ"
    icon = "chart-funnel"
    several = pgettext_lazy("复数", "商机")
    hub = "customer"
    order = 40
    listing = Listing(
        "name", "customer", "stage", "amount", "expected_close_date", "owner", "category", "changed_at",
        sort="-changed_at", filters=("stage", "owner", "outcome", "expected_close_date"),
        views=(
            View(_l("进行中"), "outcome=open"),
            View(_l("我的商机"), "owner=me&outcome=open"),
            View(_l("本月要成交"), "outcome=open&expected_close_date__within=this_month"),
            View(_l("已过预计日期"), "outcome=open&expected_close_date__within=past"),
            View(_l("赢单"), "outcome=won"),
            View(_l("输单"), "outcome=lost"),
        ),
    )  # fmt: skip
    board = Board(
        by="stage", within="pipeline", total="amount", drop=drop, recent=recent, warning=warning,
        card=("customer", "amount", "owner", "expected_close_date"), reads=("stage_changed_at",),
    )  # fmt: skip
    detail = Detail(
        top=[Panel("deals/path_panel.html", panels.path)],
        main=[Panel("products/lines_panel.html", lines_panel), Timeline()],
        side=[
            Facts("customer", "stage", "owner", "expected_close_date", "category", "source", "campaign",
                  "competitors", "opened_on", "closed_on", "reason", "lessons", "note"),
            Panel("deals/team_panel.html", panels.team),
            Related("competitoroffer", by="deal", columns=("competitor", "name")),
            CustomFields(),
        ],
    )  # fmt: skip
    form = Form(
        ["name", "customer", "stage", "amount", "expected_close_date", "owner"],
        Fold(_l("明细与团队"), ["lines", "team"]),
        ["category", "source", "campaign", "competitors", "opened_on", "reference", "note"],
        Fold(_l("结束"), ["closed_on", "reason", "lessons"]),
    )
    search = Search("name", "campaign", subtitle="customer")
    transfer = Transfer(
        match_on=("reference",),
        aliases={
            "reference": ("商机编号", "opportunity_id"),
            "name": ("标题", "主题", "title", "subject"),
            "opened_on": (
                "开始日期",
                "创建日期",
                "创建时间",
                "engage_date",
                "created_at",
                "created_on",
                "create_date",
                "created_date",
                "created_time",
                "deal_created",
            ),
            "expected_close_date": ("预计签约日期", "预计签单日期", "预计成交时间", "预计成单日期"),
            "closed_on": (
                "结束日期",
                "成交日期",
                "关闭日期",
                "close_date",
                "closed_on",
                "deal_closed_on",
            ),
            "amount": ("商机金额", "close_value"),
        },
        exclude=("lines", "team"),
        links={
            "customer": LinkBy(("reference", "name"), create=True),
            "stage": LinkBy(("name",), aliases="aliases"),
        },
        spare="note",
        extra=LINE_COLUMNS,
        place=place_deals,
    )
    api = Api()
    files = Files()
    policy = DealPolicy(hub="customer")
    computed = [LINES, MEMBERS]
    verbs = [move, win, lose, reopen, reassign]

    def suggest(self, actor: Actor) -> dict[str, Any]:
        first = queries.first_stage()
        return {"owner": actor.user_id} | ({"stage": first.pk} if first else {})

    def derive(self, record: Deal, *, by: Actor, at: datetime) -> None:
        keeping.derive(record, by=by, at=at)

    def check(self, record: Deal) -> dict[str, list[str]]:
        return keeping.check(record)

    def save_parts(self, records: Sequence[Deal]) -> None:
        LINES.save(records)
        MEMBERS.save(records)
        steps.keep_history(records)


note_promises("deal", lines=LINES.value)
extend("customer", side=[Panel("deals/customer_panel.html", panels.of_customer)])
