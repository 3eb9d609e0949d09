"""Reads about pipelines and single deals."""

from __future__ import annotations

from django.db.models import QuerySet

from sanjing.modules.deals.models import Deal, Outcome, Stage, StageEntry


def stages() -> QuerySet[Stage]:
    """Stages in use, pipeline after pipeline."""
    used = Stage.objects.filter(removed_at=None, pipeline__removed_at=None)
    return used.select_related("pipeline").order_by(
        "pipeline__position", "pipeline", "position", "pk"
    )


def was_used(stage: Stage) -> bool:
    """Whether a deal stands in it or ever stood in it, be it in the bin by now."""
    return any(model.objects.filter(stage=stage).exists() for model in (Deal, StageEntry))


def first_stage() -> Stage | None:
    """Where a deal begins unless somebody says otherwise."""
    return stages().filter(outcome=Outcome.OPEN).first()


def closing_stage(deal: Deal, outcome: str) -> Stage | None:
    """The stage of the deal's pipeline that means won, or lost."""
    return stages().filter(pipeline=deal.pipeline_id, outcome=outcome).first()


def last_open_stage(deal: Deal) -> Stage | None:
    """Where the deal stood before it was closed, else the first stage of its pipeline."""
    entries = StageEntry.objects.filter(
        deal=deal, stage__outcome=Outcome.OPEN, stage__removed_at=None
    )
    last = entries.select_related("stage").order_by("-entered_at", "-pk").first()
    fallback = stages().filter(pipeline=deal.pipeline_id, outcome=Outcome.OPEN)
    return last.stage if last else fallback.first()


def passed(deal: Deal, before: int) -> QuerySet[Stage]:
    """The open stages that a deal leaves behind by going from the stage `before` to its present one."""
    start = Stage.objects.filter(pk=before, pipeline=deal.pipeline_id).values("position")[:1]
    return stages().filter(
        pipeline=deal.pipeline_id, outcome=Outcome.OPEN,
        position__gte=start, position__lt=deal.stage.position,
    )  # fmt: skip
