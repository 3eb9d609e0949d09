"""The pipeline and the reasons an installation starts with. Administrators change them as they like."""

from __future__ import annotations

from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sanjing.foundation.entities.numbering import reference_for
from sanjing.modules.deals.models import DealReason, Outcome, Pipeline, Stage

NAME = gettext_noop("标准销售流程")
STAGES = (
    # name, outcome, probability, stale after, required, exit rule, other names
    (gettext_noop("初步接洽"), Outcome.OPEN, 10, 14, "", "",
     "|Prospecting|Qualification|Qualified|Qualify|Lead|New|Contact Made|Appointment Scheduled|"
     "Qualified To Buy|意向|初步沟通|验证客户|"),
    (gettext_noop("需求确认"), Outcome.OPEN, 30, 21, "|customer|", "",
     "|Engaging|Needs Analysis|Value Proposition|Discovery|Develop|Demo Scheduled|Presentation Scheduled|"
     "需求沟通|需求分析|需求确定|"),
    (gettext_noop("方案报价"), Outcome.OPEN, 50, 21, "|amount|expected_close_date|", "",
     "|Id. Decision Makers|Identify Decision Makers|Decision Maker Bought-In|Perception Analysis|Proposal|Propose|"
     "Proposal Made|Proposal/Price Quote|报价|方案|方案/报价|"),
    (gettext_noop("商务谈判"), Outcome.OPEN, 75, 14, "|amount|", "",
     "|Negotiation|Negotiation/Review|Negotiations Started|Contract Sent|谈判|谈判审核|合同|"),
    (gettext_noop("赢单"), Outcome.WON, 100, None, "", "", "|Won|Closed Won|成交|已成交|签约|"),
    (gettext_noop("输单"), Outcome.LOST, 0, None, "", "",
     "|Lost|Closed Lost|Closed Lost to Competition|丢单|失败|未成交|"),
)  # fmt: skip
REASONS = {
    gettext_noop("价格"): (gettext_noop("报价高于对手"), gettext_noop("超出客户预算")),
    gettext_noop("产品"): (gettext_noop("功能或规格不合"), gettext_noop("质量或口碑顾虑")),
    gettext_noop("服务与关系"): (gettext_noop("响应太慢"), gettext_noop("对手关系更深")),
    gettext_noop("客户自身"): (gettext_noop("项目取消或推迟"), gettext_noop("需求消失")),
}
WON_BECAUSE = (
    gettext_noop("价格合适"),
    gettext_noop("方案更合需要"),
    gettext_noop("服务和信任"),
    gettext_noop("老客户续购"),
)


def install_ready_pipeline(**_signal: Any) -> None:
    """Make the ready pipeline and reasons in an installation that has none; written in the company's language."""
    with translation.override("zh-hans"):
        if not Pipeline.objects.exists():
            _pipeline()
        if not DealReason.objects.exists():
            _reasons()


def _pipeline() -> None:
    pipeline = _put(Pipeline, "LC", name=_(NAME))
    for position, (name, outcome, chance, stale, required, rule, aliases) in enumerate(STAGES, 1):
        _put(
            Stage, "JD", pipeline=pipeline, name=_(name), position=position, outcome=outcome,
            probability=chance, stale_days=stale, required=required, exit_rule=rule, aliases=aliases,
        )  # fmt: skip


def _reasons() -> None:
    for position, (name, below) in enumerate(REASONS.items(), 1):
        parent = _put(DealReason, "YY", name=_(name), position=position)
        for place, inner in enumerate(below, 1):
            _put(DealReason, "YY", name=_(inner), parent=parent, position=position * 10 + place)
    for position, name in enumerate(WON_BECAUSE, 1):
        _put(DealReason, "YY", name=_(name), outcome=Outcome.WON, position=100 + position)


def _put(model: Any, prefix: str, **values: Any) -> Any:
    """A row that is there from the start: it has no history, as the ready roles have none."""
    now = timezone.now()
    row = model.objects.create(created_at=now, changed_at=now, reference=f"{prefix}-", **values)
    row.reference = reference_for(prefix, row.pk)
    row.save(update_fields=["reference"])
    return row
