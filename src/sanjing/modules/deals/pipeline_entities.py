"""How what administrators set about deals shows: pipelines, stages, reasons."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from sanjing.foundation.entities.entity import Api, Detail, Entity, Form, Listing
from sanjing.foundation.entities.panels import Facts, Related, Timeline
from sanjing.foundation.entities.registry import register
from sanjing.modules.deals import queries
from sanjing.modules.deals.models import DealReason, Pipeline, Stage
from sanjing.modules.deals.steps import reweigh

FIXED = {"pipeline": "pipeline_id", "outcome": "outcome"}
"""Fields of a stage, and their columns, that stay once a deal has stood in it."""


@register
class PipelineEntity(Entity):
    model = Pipeline
    slug = "pipelines"
    prefix = "LC"
    icon = "route"
    several = pgettext_lazy("复数", "销售流程")
    order = 41
    in_navigation = False
    listing = Listing("name", "position", "note", sort="position")
    detail = Detail(
        main=[Related("stage", by="pipeline", columns=("position", "name", "probability"), sort="position",
                      length=20), Timeline()],
        side=[Facts("position", "note")],
    )  # fmt: skip
    form = Form(["name", "position", "note"])
    api = Api()


@register
class StageEntity(Entity):
    model = Stage
    slug = "stages"
    prefix = "JD"
    icon = "chart-funnel"
    several = pgettext_lazy("复数", "销售阶段")
    order = 42
    in_navigation = False
    listing = Listing(
        "name", "pipeline", "position", "outcome", "probability", "required", "exit_rule", "stale_days",
        sort="position", filters=("pipeline", "outcome"),
    )  # fmt: skip
    detail = Detail(
        main=[Timeline()],
        side=[Facts("pipeline", "position", "outcome", "probability", "required", "exit_rule", "stale_days",
                    "aliases", "note")],
    )  # fmt: skip
    form = Form(
        ["pipeline", "name", "position", "outcome", "probability", "stale_days"],
        ["required", "exit_rule", "aliases", "note"],
    )
    api = Api()

    def check(self, record: Stage) -> dict[str, list[str]]:
        if record.probability > 100:
            return {"probability": [_("概率应在 0 到 100 之间")]}
        moved = [
            name for name, path in FIXED.items() if record.stood.get(path) != getattr(record, path)
        ]
        if record.stood and moved and queries.was_used(record):
            return {name: [_("已有商机到过这个阶段，不能再改；请另建一个阶段")] for name in moved}
        return {}

    def save_parts(self, records: Sequence[Stage]) -> None:
        for stage in records:
            if stage.stood and stage.stood["probability"] != stage.probability:
                reweigh(stage, at=stage.changed_at)


@register
class DealReasonEntity(Entity):
    model = DealReason
    slug = "reasons"
    prefix = "YY"
    icon = "sitemap"
    several = pgettext_lazy("复数", "输赢原因")
    order = 43
    in_navigation = False
    listing = Listing(
        "name", "parent", "outcome", "position", sort="position", filters=("outcome",)
    )
    detail = Detail(main=[Timeline()], side=[Facts("parent", "outcome", "position", "note")])
    form = Form(["name", "parent", "outcome", "position", "note"])
    api = Api()

    def check(self, record: DealReason) -> dict[str, list[str]]:
        if record.parent_id and (record.parent_id == record.pk or record.parent.parent_id):
            return {"parent": [_("原因只分两级，上级原因自己不能再有上级")]}
        return {}
