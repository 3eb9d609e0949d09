"""What a change of service cannot be."""

from __future__ import annotations

from django.utils.translation import gettext as _

from sanjing.modules.insights.models import ServiceChange

MOST_MONTHS = 12
Against = ServiceChange.Against


def change_errors(change: ServiceChange) -> dict[str, list[str]]:
    """{field: sentences} of what no single field can know."""
    errors: dict[str, list[str]] = {}
    own = (change.region, change.team_id, change.category)
    other = (change.compare_region, change.compare_team_id, change.compare_category)
    if not 1 <= change.months <= MOST_MONTHS:
        errors["months"] = [_("写 1 到 12 个月")]
    if (change.cost or 0) < 0:
        errors["cost"] = [_("投入不能是负数")]
    if change.against == Against.REST and not any(own):
        errors["against"] = [_("全公司都做了，就没有其余的可比；请先写明地区、团队或产品类别")]
    if change.against == Against.CHOSEN and not any(other):
        errors["against"] = [_("请选对照的地区、团队或产品类别")]
    if change.against == Against.CHOSEN and own == other:
        errors["against"] = [_("对照组和投入的是同一群，比不出差别")]
    return errors
